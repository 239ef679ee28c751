import Networks

/// The rule that turns gradients into new weights: `adam`, `adamW`, `sgd`, `rmsprop`, `adadelta` or `adagrad`, bare or
/// as a map with one key.
public enum Optimizer: Hashable, Sendable {
    case adam(Adam)
    case adamW(AdamW)
    case sgd(SGD)
    case rmsprop(RMSprop)
    case adadelta(Adadelta)
    case adagrad(Adagrad)
}

/// A rule that says what one update does.
protocol OptimizerRule {
    var learningRate: Double { get }

    /// The update number `number`, counted from 1.
    func step(_ number: Int, learningRate: Double) -> OptimizerStep
}

extension Optimizer {
    /// The learning rate before a schedule changes it.
    public var learningRate: Double { rule.learningRate }

    /// The update number `number`, counted from 1 over the whole training.
    public func step(_ number: Int, learningRate: Double) -> OptimizerStep {
        rule.step(number, learningRate: learningRate)
    }

    private var rule: any OptimizerRule {
        switch self {
        case .adam(let rule): rule
        case .adamW(let rule): rule
        case .sgd(let rule): rule
        case .rmsprop(let rule): rule
        case .adadelta(let rule): rule
        case .adagrad(let rule): rule
        }
    }
}

extension Optimizer: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case adam, adamW, sgd, rmsprop, adadelta, adagrad
    }

    public init(from decoder: any Decoder) throws {
        self = try Choice.decode(from: decoder) { (name: CodingKeys, container) in
            switch name {
            case .adam: .adam(try container?.decode(Adam.self, forKey: name) ?? Adam())
            case .adamW: .adamW(try container?.decode(AdamW.self, forKey: name) ?? AdamW())
            case .sgd: .sgd(try container?.decode(SGD.self, forKey: name) ?? SGD())
            case .rmsprop: .rmsprop(try container?.decode(RMSprop.self, forKey: name) ?? RMSprop())
            case .adadelta: .adadelta(try container?.decode(Adadelta.self, forKey: name) ?? Adadelta())
            case .adagrad: .adagrad(try container?.decode(Adagrad.self, forKey: name) ?? Adagrad())
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .adam(let rule): try container.encode(rule, forKey: .adam)
        case .adamW(let rule): try container.encode(rule, forKey: .adamW)
        case .sgd(let rule): try container.encode(rule, forKey: .sgd)
        case .rmsprop(let rule): try container.encode(rule, forKey: .rmsprop)
        case .adadelta(let rule): try container.encode(rule, forKey: .adadelta)
        case .adagrad(let rule): try container.encode(rule, forKey: .adagrad)
        }
    }
}
