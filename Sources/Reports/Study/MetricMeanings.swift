import Evaluation

extension Metric {
    /// What the figure says, for readers who do not meet it every day.
    var meaning: String {
        switch self {
        case .accuracy: "share of right decisions; says little where one class is rare"
        case .balancedAccuracy: "mean of the classes’ sensitivities"
        case .sensitivity: "share of the positives that were found"
        case .specificity: "share of the negatives that were cleared"
        case .ppv: "share of positive decisions that are right, at this cohort’s prevalence"
        case .npv: "share of negative decisions that are right, at this cohort’s prevalence"
        case .f1: "harmonic mean of sensitivity and PPV"
        case .mcc: "correlation of decision and truth; 0 is chance, 1 perfect"
        case .kappa: "agreement beyond chance; 0 is chance, 1 perfect"
        case .weightedKappa: "the same of grades, where a decision counts by the square of how far it is off"
        case .auroc: "how often a positive scores above a negative; 0.5 is chance"
        case .auprc: "precision averaged over sensitivity; chance is the prevalence"
        case .brier: "mean squared error of the probabilities; 0 is perfect"
        case .ece: "mean gap between stated probability and observed share"
        case .eceEqualMass: "the same, in bins of equally many scans"
        case .logLoss: "mean surprise at the truth; 0 is perfect"
        case .calibrationSlope: "1 is right; below 1 the probabilities are too extreme"
        case .calibrationIntercept: "0 is right; below 0 the probabilities are too high"
        }
    }
}
