/// The figures that every evaluation reports; the raw value is the key in `metrics.json`.
///
/// With two classes the metrics of `perClass` are those of the positive class. With more they are the mean over the
/// classes for which they are defined, each against the rest.
public enum Metric: String, CaseIterable, Hashable, Codable, Sendable {
    case accuracy
    case balancedAccuracy = "balanced_accuracy"
    case sensitivity
    case specificity
    case ppv
    case npv
    case f1
    case mcc
    case kappa
    /// Of ordered classes only: quadratic weights.
    case weightedKappa = "weighted_kappa"
    case auroc
    case auprc
    case brier
    case ece
    case eceEqualMass = "ece_equal_mass"
    case logLoss = "log_loss"
    case calibrationSlope = "calibration_slope"
    case calibrationIntercept = "calibration_intercept"

    /// The metrics that can be stated for one class against the rest.
    public static let perClass: [Metric] = [
        .sensitivity, .specificity, .ppv, .npv, .f1, .auroc, .auprc, .calibrationSlope, .calibrationIntercept,
    ]

    /// The metric of some samples; nil where it is undefined, as AUROC is without positives.
    public func value(of samples: ScoredSamples) -> Double? {
        value(of: samples, confusion: ConfusionMatrix(samples))
    }

    func value(of samples: ScoredSamples, confusion: ConfusionMatrix) -> Double? {
        switch self {
        case .accuracy: confusion.accuracy
        case .balancedAccuracy: confusion.balancedAccuracy
        case .mcc: confusion.mcc
        case .kappa: confusion.kappa()
        case .weightedKappa: samples.isOrdered ? confusion.kappa(weights: .quadratic) : nil
        case .brier: BrierScore.value(of: samples)
        case .ece: CalibrationError.expected(of: samples)
        case .eceEqualMass: CalibrationError.equalMass(of: samples)
        case .logLoss: LogLoss.value(of: samples)
        case .sensitivity, .specificity, .ppv, .npv, .f1, .auroc, .auprc, .calibrationSlope, .calibrationIntercept:
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
        case .ppv: confusion.ppv(of: column)
        case .npv: confusion.npv(of: column)
        case .f1: confusion.f1(of: column)
        case .auroc: AUROC.area(scores: samples.scores(of: column), positives: samples.membership(in: column))
        case .auprc:
            AUPRC.averagePrecision(scores: samples.scores(of: column), positives: samples.membership(in: column))
        case .calibrationSlope: CalibrationLine.slope(of: BinaryScores(samples, class: column))
        case .calibrationIntercept: CalibrationLine.intercept(of: BinaryScores(samples, class: column))
        case .accuracy, .balancedAccuracy, .mcc, .kappa, .weightedKappa, .brier, .ece, .eceEqualMass, .logLoss: nil
        }
    }
}
