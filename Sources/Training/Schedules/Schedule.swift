/// How the learning rate changes from epoch to epoch: `constant`, or a map with one key that names another rule.
public enum Schedule: Hashable, Sendable {
    /// The learning rate stays as it is.
    case constant
    case step(StepSchedule)
    case exponential(ExponentialSchedule)
    case cosine(CosineSchedule)
    case reduceOnPlateau(PlateauSchedule)
}

/// A rule for the learning rate, a pure function of what happened so far: a resumed run needs no state but its history.
protocol LearningRateRule {
    /// The factor on the optimizer's learning rate.
    ///
    /// - Parameters:
    ///   - epoch: the epoch that is about to begin, from 0.
    ///   - epochs: how many epochs are planned.
    ///   - history: the rows of the epochs before.
    func factor(epoch: Int, epochs: Int, history: [HistoryRow]) -> Double
}

extension Schedule {
    /// The factor on the optimizer's learning rate for the epoch that is about to begin, numbered from 0.
    public func factor(epoch: Int, epochs: Int, history: [HistoryRow]) -> Double {
        rule?.factor(epoch: epoch, epochs: epochs, history: history) ?? 1
    }

    private var rule: (any LearningRateRule)? {
        switch self {
        case .constant: nil
        case .step(let rule): rule
        case .exponential(let rule): rule
        case .cosine(let rule): rule
        case .reduceOnPlateau(let rule): rule
        }
    }
}

extension Schedule: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case constant, step, exponential, cosine, reduceOnPlateau
    }

    public init(from decoder: any Decoder) throws {
        self = try Choice.decode(from: decoder) { (name: CodingKeys, container) in
            switch name {
            case .constant: .constant
            case .step: .step(try container?.decode(StepSchedule.self, forKey: name) ?? StepSchedule())
            case .exponential:
                .exponential(try container?.decode(ExponentialSchedule.self, forKey: name) ?? ExponentialSchedule())
            case .cosine: .cosine(try container?.decode(CosineSchedule.self, forKey: name) ?? CosineSchedule())
            case .reduceOnPlateau:
                .reduceOnPlateau(try container?.decode(PlateauSchedule.self, forKey: name) ?? PlateauSchedule())
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if case .constant = self {
            var container = encoder.singleValueContainer()
            return try container.encode(CodingKeys.constant.rawValue)
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .constant: break
        case .step(let rule): try container.encode(rule, forKey: .step)
        case .exponential(let rule): try container.encode(rule, forKey: .exponential)
        case .cosine(let rule): try container.encode(rule, forKey: .cosine)
        case .reduceOnPlateau(let rule): try container.encode(rule, forKey: .reduceOnPlateau)
        }
    }
}
