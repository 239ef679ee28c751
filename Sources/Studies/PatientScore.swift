import Evaluation

/// How the scores of a patient's scans become one: the `aggregate` of a validation.
public enum PatientScore: Hashable, Sendable {
    case rule(Aggregation)
    /// A regression on the scores, which for the patients of each fold learns from those of the other folds.
    case learned
}

extension PatientScore: Codable {
    private static let learnedWord = "learned"

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let word = try container.decode(String.self)
        if word == Self.learnedWord {
            self = .learned
        } else if let rule = Aggregation(rawValue: word) {
            self = .rule(rule)
        } else {
            let known = Aggregation.allCases.map(\.rawValue) + [Self.learnedWord]
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(word)” is not known here; choose \(known.joined(separator: ", "))")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .rule(let rule): try container.encode(rule.rawValue)
        case .learned: try container.encode(Self.learnedWord)
        }
    }
}

extension PatientScore {
    /// One sample a patient.
    ///
    /// - Parameter folds: the fold of each sample; a patient's is that of the first scan.
    /// - Throws: `EvaluationError` where a patient has two labels, or where a rule cannot be learnt from the other folds.
    func aggregated(_ samples: ScoredSamples, folds: [Int]) throws(EvaluationError) -> ScoredSamples {
        switch self {
        case .rule(let rule): return try samples.aggregated(by: rule)
        case .learned: break
        }
        var homes: [String: Int] = [:]
        for (patient, fold) in zip(samples.patients, folds) where homes[patient] == nil { homes[patient] = fold }
        let whole = try samples.aggregated(by: .mean)
        var rows: [String: [Double]] = [:]
        for fold in Set(homes.values).sorted() {
            let inside = samples.labels.indices.filter { homes[samples.patients[$0]] == fold }
            let outside = samples.labels.indices.filter { homes[samples.patients[$0]] != fold }
            let judged = try LearnedAggregation(fitting: samples.selecting(outside)).aggregated(
                samples.selecting(inside))
            for (place, patient) in judged.patients.enumerated() {
                rows[patient] = (0..<judged.classCount).map { judged.probabilities[place * judged.classCount + $0] }
            }
        }
        return try whole.replacing(probabilities: whole.patients.flatMap { rows[$0] ?? [] })
    }
}
