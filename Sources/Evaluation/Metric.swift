/// The figures that every evaluation reports; the raw value is the key in `metrics.json`.
///
/// With two classes sensitivity, specificity, F1, AUROC and AUPRC are those of the positive class. With more they are
/// the mean over the classes for which they are defined, each against the rest.
public enum Metric: String, CaseIterable, Hashable, Codable, Sendable {
    case accuracy
    case balancedAccuracy = "balanced_accuracy"
    case sensitivity
    case specificity
    case f1
    case mcc
    case auroc
    case auprc
    case brier
    case ece
    case logLoss = "log_loss"

    /// The metrics that can be stated for one class against the rest.
    public static let perClass: [Metric] = [.sensitivity, .specificity, .f1, .auroc, .auprc]

    /// The metric of some samples; nil where it is undefined, as AUROC is without positives.
    public func value(of samples: ScoredSamples) -> Double? {
        value(of: samples, confusion: ConfusionMatrix(samples))
    }

    func value(of samples: ScoredSamples, confusion: ConfusionMatrix) -> Double? {
        switch self {
        case .accuracy: confusion.accuracy
        case .balancedAccuracy: confusion.balancedAccuracy
        case .mcc: confusion.mcc
        case .brier: BrierScore.value(of: samples)
        case .ece: CalibrationError.expected(of: samples)
        case .logLoss: LogLoss.value(of: samples)
        case .sensitivity, .specificity, .f1, .auroc, .auprc:
            if let positive = samples.positiveClass {
                value(ofClass: positive, in: samples, confusion: confusion)
            } else {
                samples.macro { value(ofClass: $0, in: samples, confusion: confusion) }
            }
        }
    }

    /// The metric of one class against the rest; nil where it is undefined or no metric of `perClass`.
    func value(ofClass column: Int, in samples: ScoredSamples, confusion: ConfusionMatrix) -> Double? {
        switch self {
        case .sensitivity: confusion.sensitivity(of: column)
        case .specificity: confusion.specificity(of: column)
        case .f1: confusion.f1(of: column)
        case .auroc: AUROC.area(scores: samples.scores(of: column), positives: samples.membership(in: column))
        case .auprc:
            AUPRC.averagePrecision(scores: samples.scores(of: column), positives: samples.membership(in: column))
        case .accuracy, .balancedAccuracy, .mcc, .brier, .ece, .logLoss: nil
        }
    }
}
