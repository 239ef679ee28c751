import Foundation
import Pipelines
import Training

/// Shows what a pipeline does: messages as lines, progress on the bar.
struct PipelineDisplay {
    let bar: ProgressBar
    let messages: Messages
    /// The most epochs that a training has.
    let epochs: Int
    private var unit = 0
    private var units = 1
    private var start = Date()
    /// The place of the unit at which this process began to train.
    private var firstUnit: Int?
    /// How much was done when the processes of the units began.
    private var firstFraction: Double?

    init(bar: ProgressBar, messages: Messages, epochs: Int) {
        self.bar = bar
        self.messages = messages
        self.epochs = epochs
    }

    mutating func show(_ event: PipelineEvent) {
        switch event {
        case .note(let text):
            bar.clear()
            messages.say(text)
        case .warning(let text):
            bar.clear()
            messages.warn(text)
        case .unit(let place, let total):
            (unit, units) = (place, total)
        case .units(let progress):
            let done = Double(progress.done) + Double(progress.epochs) / Double(epochs)
            let fraction = done / Double(progress.units)
            if firstFraction == nil { (firstFraction, start) = (fraction, Date()) }
            let gained = fraction - (firstFraction ?? 0)
            bar.show(
                fraction: fraction, "\(progress.done) of \(progress.units) units",
                remaining: gained > 0 ? Date().timeIntervalSince(start) / gained * (1 - fraction) : nil)
        case .training(let progress):
            if firstUnit == nil { (firstUnit, start) = (unit, Date()) }
            bar.show(
                fraction: (Double(unit) + progress.fraction) / Double(units), prefix + progress.text,
                remaining: remaining(progress))
        case .examined(let count, let total):
            bar.show(fraction: Double(count) / Double(max(total, 1)), "examining \(count) of \(total) scans")
        case .judged(let count, let total):
            bar.show(fraction: Double(unit + 1) / Double(units), prefix + "judging \(count) of \(total) scans")
        }
    }

    private var prefix: String { units > 1 ? "unit \(unit + 1)/\(units), " : "" }

    /// The seconds left for all units, were none stopped early.
    private func remaining(_ progress: TrainingProgress) -> Double? {
        guard units > 1, let firstUnit, unit > firstUnit else {
            return progress.remainingSeconds.map { left in
                let whole = left / max(1 - progress.fraction, .leastNormalMagnitude)
                return left + (units > unit + 1 ? whole * Double(units - unit - 1) : 0)
            }
        }
        let done = Double(unit - firstUnit) + progress.fraction
        return Date().timeIntervalSince(start) / done * (Double(units - unit) - progress.fraction)
    }
}

extension TrainingProgress {
    /// As in `epoch 3/40, loss 0.412, tuning AUROC 0.871, 61 samples/s`.
    var text: String {
        var parts = ["epoch \(epoch)/\(epochs)", "loss \(Self.figure(loss))"]
        if let auroc = lastEpoch?.tuningAUROC {
            parts.append("tuning AUROC \(Self.figure(auroc))")
        } else if let loss = lastEpoch?.tuningLoss {
            parts.append("tuning loss \(Self.figure(loss))")
        }
        parts.append("\(Int(samplesPerSecond.rounded())) samples/s")
        return parts.joined(separator: ", ")
    }

    private static func figure(_ value: Double) -> String { String(format: "%.3f", value) }
}
