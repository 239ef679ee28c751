/// How the learning rate changes from epoch to epoch: `constant`, or a map with one key that names another rule.
public enum Schedule: Hashable, Sendable {
    case constant(ConstantSchedule = ConstantSchedule())
    case step(StepSchedule)
    case exponential(ExponentialSchedule)
    case cosine(CosineSchedule)
    case reduceOnPlateau(PlateauSchedule)
}

/// A rule for the learning rate, a pure function of what happened so far: a resumed run needs no state but its history.
protocol LearningRateRule {
    /// How many epochs the learning rate rises before the rule begins: in epoch e of w, counted from 0, the factor is
    /// (e + 1) / (w + 1) (Goyal et al. 2017).
    var warmUp: Int { get }

    /// The factor on the optimizer's learning rate; epochs of the warm-up are left out of all three.
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
        let rule = rule
        if epoch < rule.warmUp { return Double(epoch + 1) / Double(rule.warmUp + 1) }
        return rule.factor(
            epoch: epoch - rule.warmUp, epochs: max(epochs - rule.warmUp, 1),
            history: Array(history.dropFirst(rule.warmUp)))
    }

    private var rule: any LearningRateRule {
        switch self {
        case .constant(let rule): rule
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
            case .constant: .constant(try container?.decode(ConstantSchedule.self, forKey: name) ?? ConstantSchedule())
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
        if self == .constant() {
            var container = encoder.singleValueContainer()
            return try container.encode(CodingKeys.constant.rawValue)
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .constant(let rule): try container.encode(rule, forKey: .constant)
        case .step(let rule): try container.encode(rule, forKey: .step)
        case .exponential(let rule): try container.encode(rule, forKey: .exponential)
        case .cosine(let rule): try container.encode(rule, forKey: .cosine)
        case .reduceOnPlateau(let rule): try container.encode(rule, forKey: .reduceOnPlateau)
        }
    }
}
