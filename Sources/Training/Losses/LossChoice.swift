import Networks

/// What a training makes small: `crossEntropy`, `focal` or `ordinal`, bare or as a map with one key.
///
/// The outputs go through a softmax under each of them, so that a prediction is a probability for each class.
public enum LossChoice: Hashable, Sendable {
    case crossEntropy
    case focal(Focal)
    /// The squared error of the expected class; for classes that stand in their order.
    case ordinal

    /// The options of the focal loss.
    public struct Focal: Hashable, Sendable {
        /// How much less a sample counts that is already classified well.
        public var gamma = 2.0

        public init(gamma: Double = 2) {
            self.gamma = gamma
        }
    }
}

extension LossChoice {
    /// The loss with the weights and the smoothing of a training.
    func function(classWeights: [Float]? = nil, labelSmoothing: Float = 0) -> any Loss {
        switch self {
        case .crossEntropy: CrossEntropy(classWeights: classWeights, labelSmoothing: labelSmoothing)
        case .focal(let focal):
            FocalLoss(gamma: focal.gamma, classWeights: classWeights, labelSmoothing: labelSmoothing)
        case .ordinal: OrdinalSquaredError(classWeights: classWeights)
        }
    }
}

extension LossChoice: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case crossEntropy, focal, ordinal
    }

    public init(from decoder: any Decoder) throws {
        self = try Choice.decode(from: decoder) { (name: CodingKeys, container) in
            switch name {
            case .crossEntropy: .crossEntropy
            case .focal: .focal(try container?.decode(Focal.self, forKey: name) ?? Focal())
            case .ordinal: .ordinal
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .crossEntropy: try encode(word: .crossEntropy, to: encoder)
        case .focal(let focal):
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(focal, forKey: .focal)
        case .ordinal: try encode(word: .ordinal, to: encoder)
        }
    }

    private func encode(word: CodingKeys, to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word.rawValue)
    }
}

extension LossChoice.Focal: Codable {
    enum CodingKeys: String, CodingKey {
        case gamma
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.gamma, into: &gamma, .within(0, through: 10))
    }
}
