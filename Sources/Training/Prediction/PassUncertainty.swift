import Evaluation
import Networks
import Preparation
import Tensors

/// How unsure a model is of a scan, by looking at it several times.
///
/// The passes' disagreement is the mutual information between prediction and pass, as it is between prediction and member in
/// an ensemble. Class and probabilities stay those of the model itself, which are the ones that were validated.
public final class PassUncertainty {
    /// What differs from pass to pass.
    public enum Method: String, CaseIterable, Hashable, Sendable {
        /// The numbers that the network drops, as in training (Gal and Ghahramani 2016).
        case dropout
        /// The scan, changed at random as in training (Wang et al. 2019).
        case augmentation
    }

    public let method: Method
    /// How often each member of the model looks at a scan.
    public let passes: Int
    private let seed: UInt64
    private let members: [(predictor: Predictor, calibration: Calibration)]
    private let classCount: Int
    private let augmentation: Augmentation
    /// How the clinical columns become each member's numbers; empty where the model reads none.
    private let clinical: [ClinicalScaling]

    /// - Throws: `PassError` where the model has nothing to vary; `ClassificationError.engine`.
    public init(_ model: ModelFile, _ method: Method, passes: Int, seed: UInt64, threads: Int) throws {
        guard (2...Self.passLimit).contains(passes) else { throw PassError.passes(passes) }
        (self.method, self.passes, self.seed) = (method, passes, seed)
        classCount = model.description.classes.count
        augmentation = model.description.augmentation ?? Augmentation()
        clinical = model.description.clinical
        if model.description.hasFindings { throw PassError.findings(model: model.id) }
        if model.description.answersFrames { throw PassError.frames(model: model.id) }
        if method == .augmentation, augmentation == Augmentation() { throw PassError.noAugmentation(model: model.id) }
        var members: [(predictor: Predictor, calibration: Calibration)] = []
        for (number, calibration) in model.description.calibrations.enumerated() {
            let predictor: Predictor
            do {
                predictor = try Predictor(
                    model, member: number, batch: passes, threads: threads, keepsDropout: method == .dropout)
            } catch {
                throw ClassificationError.engine(error)
            }
            if method == .dropout, !predictor.dropsNumbers { throw PassError.noDropout(model: model.id) }
            members.append((predictor, calibration))
        }
        self.members = members
    }

    /// The most passes.
    public static let passLimit = 1000

    /// How much the passes over a prepared sequence contradict each other, from 0 to 1.
    ///
    /// Equal sequences and seeds give the same number, whatever else is classified.
    ///
    /// - Parameter values: what the model's clinical columns say of the scan, where it reads any.
    public func value(of sequence: Tensor, clinical values: [Double?] = []) throws(PlanError) -> Double {
        // FNV-1a over the scan's numbers: what a scan is called, and where it lies, changes nothing.
        let stream = sequence.elements.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { hash, element in
            (hash ^ UInt64(element.bitPattern)) &* 0x100_0000_01B3
        }
        var generator = RandomGenerator(seed: seed, stream: [0x70_6173, stream])
        var rows: [[Double]] = []
        let looks: [Tensor] =
            method == .augmentation
            ? (0..<passes).map { _ in augmentation.apply(to: sequence, using: &generator) } : []
        for (number, member) in members.enumerated() {
            let numbers = clinical.isEmpty ? [] : clinical[number].numbers(values)
            let logits =
                switch method {
                case .dropout:
                    try member.predictor.logits(
                        repeating: sequence, clinical: numbers, dropoutSeed: generator.next())
                case .augmentation:
                    try member.predictor.logits(for: looks, clinical: looks.map { _ in numbers })
                }
            for row in logits {
                let probabilities = try? member.calibration.probabilities(
                    of: row.map { Double($0) }, classCount: classCount)
                rows.append(probabilities ?? [Double](repeating: 1 / Double(classCount), count: classCount))
            }
        }
        return Uncertainty.disagreement(rows)
    }
}

/// Why a model cannot look at a scan in several ways.
public enum PassError: Error, Hashable, Sendable {
    case passes(Int)
    case noDropout(model: String)
    case noAugmentation(model: String)
    /// Findings that do not exclude each other have no disagreement of this kind.
    case findings(model: String)
    /// The passes over answers for frames are not compared.
    case frames(model: String)
    /// A stack's own models say how unsure it is.
    case stack
}

extension PassError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .passes(let count): "\(count) passes cannot disagree: ask for 2 to \(PassUncertainty.passLimit)"
        case .findings(let model):
            "model \(model) tells findings apart that do not exclude each other; leave out --uncertainty"
        case .frames(let model): "model \(model) answers for each frame; leave out --uncertainty"
        case .stack: "a stack is as unsure as its models contradict each other; leave out --uncertainty"
        case .noDropout(let model):
            "the network of model \(model) drops nothing, so that all passes would agree; train one with a dropout layer, or "
                + "leave out --uncertainty dropout"
        case .noAugmentation(let model):
            "model \(model) was trained without augmentation, so that there is nothing to vary; train one with an "
                + "augmentation: block, or leave out --uncertainty augmentation"
        }
    }
}
