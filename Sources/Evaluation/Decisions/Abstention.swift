/// Which samples a model leaves to a reader: those whose probabilities are too uncertain (Chow 1970).
public struct Abstention: Hashable, Sendable {
    /// No class is answered where the normalised entropy of the probabilities is above this.
    public var limit: Double

    public var rule: AbstentionRule

    /// The share of samples that are answered where it was fitted; nil in an ensemble, which no samples were left to fit on.
    public var coverage: Double?

    /// The share of wrong answers among these; nil where none is answered.
    public var risk: Double?

    /// Fits the limit on the coverage–risk curve of some samples.
    ///
    /// - Throws: `EvaluationError` without samples, where the rule's number is out of its range, or where no limit keeps the
    ///   wanted risk.
    public init(_ rule: AbstentionRule, fitting samples: ScoredSamples) throws(EvaluationError) {
        try rule.check()
        let entropies = samples.entropies
        let correct = zip(samples.predictions, samples.labels).map { $0 == $1 }
        let curve = try RiskCoverageCurve(confidences: entropies.map { -$0 }, correct: correct)
        let point: RiskCoverageCurve.Point?
        switch rule {
        case .coverage(let share):
            point = curve.points.first { $0.coverage >= share } ?? curve.points.last
        case .risk(let share): point = try curve.abstention(forRisk: share)
        case .uncertainty(let limit): point = curve.points.last { -$0.threshold <= limit }
        }
        self.rule = rule
        if case .uncertainty(let limit) = rule { self.limit = limit } else { limit = -(point?.threshold ?? 0) }
        coverage = point?.coverage ?? 0
        risk = point?.risk
    }

    /// The mean of the limits of several models, for their ensemble; nil without any.
    ///
    /// The entropy of mean probabilities is never below the mean of the members' entropies (Jensen), so that an ensemble
    /// answers rather less than its members do: what they reached is not said of it.
    public init?(meanOf members: [Abstention]) {
        guard let first = members.first else { return nil }
        self = first
        guard members.count > 1 else { return }
        let share = 1 / Double(members.count)
        limit = members.reduce(0) { $0 + $1.limit * share }
        (coverage, risk) = (nil, nil)
    }

    /// Whether K probabilities are too uncertain to be answered.
    public func abstains(from probabilities: [Double]) -> Bool {
        Uncertainty.normalisedEntropy(probabilities) > limit
    }
}

extension Abstention: Codable {}

/// What the limit of an abstention is to reach on the samples that it is fitted on.
public enum AbstentionRule: Hashable, Sendable {
    /// The most certain samples are answered, at least this share.
    case coverage(Double)
    /// As many are answered as keep the share of wrong answers at this or below.
    case risk(Double)
    /// The limit itself, a normalised entropy.
    case uncertainty(Double)

    fileprivate func check() throws(EvaluationError) {
        guard let problem else { return }
        throw .badSetting(name: problem.key, value: problem.value, expected: "between 0 and 1")
    }

    /// The number that is out of its range.
    private var problem: (key: String, value: Double)? {
        let (key, value) = spelled
        let isFine = if case .coverage = self { value > 0 && value <= 1 } else { value >= 0 && value < 1 }
        return isFine ? nil : (key.rawValue, value)
    }

    private var spelled: (key: CodingKeys, value: Double) {
        switch self {
        case .coverage(let value): (.coverage, value)
        case .risk(let value): (.risk, value)
        case .uncertainty(let value): (.uncertainty, value)
        }
    }
}

extension AbstentionRule: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case coverage, risk, uncertainty
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let share = try container.decodeIfPresent(Double.self, forKey: .coverage) {
            self = .coverage(share)
        } else if let share = try container.decodeIfPresent(Double.self, forKey: .risk) {
            self = .risk(share)
        } else {
            self = .uncertainty(try container.decode(Double.self, forKey: .uncertainty))
        }
        if let problem {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "\(problem.key) is \(problem.value) but must lie between 0 and 1"))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(spelled.value, forKey: spelled.key)
    }
}

extension ScoredSamples {
    /// The normalised entropy of each sample's probabilities, N numbers from 0 (certain) to 1.
    public var entropies: [Double] {
        labels.indices.map { sample in
            Uncertainty.normalisedEntropy(Array(probabilities[sample * classCount..<(sample + 1) * classCount]))
        }
    }
}
