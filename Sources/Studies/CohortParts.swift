import Cohorts
import Evaluation
import Training

/// A cohort and which part each of its samples belongs to.
public struct CohortParts: Sendable {
    public let cohort: Cohort
    public let split: Split

    public init(cohort: Cohort, split: Split) {
        self.cohort = cohort
        self.split = split
    }

    /// The samples that the network learns from.
    public var training: [Sample] { samples(in: .train) }

    /// The samples that choose the best epoch, and that calibration and operating point are fitted on.
    public var tuning: [Sample] { samples(in: .tuning) }

    /// The samples that are scored once, at the end: the validation part, or the test part where there is no other.
    public var judged: [Sample] {
        let validation = samples(in: .validation)
        return validation.isEmpty ? samples(in: .test) : validation
    }

    private func samples(in part: Part) -> [Sample] {
        cohort.samples.filter { split.parts[$0.id] == part }
    }
}

extension CohortParts {
    /// The shares of the classes that a model's probabilities are right for.
    ///
    /// Class weights make rare classes as if they were more frequent; a calibration of each class by itself, fitted on the
    /// tuning part, undoes that.
    func learntShares(settings: TrainingSettings, calibration: Calibration.Method) throws -> [Double] {
        let counts = cohort.classes.indices.map { label in training.count { $0.label == label } }
        var amounts = counts.map(Double.init)
        if calibration == .none || calibration == .temperature,
            let weights = try settings.classWeights.weights(counts: counts)
        {
            amounts = zip(amounts, weights).map { $0 * Double($1) }
        }
        let total = amounts.reduce(0, +)
        return amounts.map { $0 / total }
    }
}
