import Networks

/// What a training makes small: `crossEntropy`, `focal`, `ordinal` or `binaryCrossEntropy`, bare or as a map with one key.
///
/// The outputs go through a softmax, so that a prediction is a distribution over classes; under `binaryCrossEntropy` each
/// goes through a sigmoid of its own, for findings that do not exclude each other.
public enum LossChoice: Hashable, Sendable {
    case crossEntropy
    case focal(Focal)
    /// The squared error of the expected class; for classes that stand in their order.
    case ordinal
    case binaryCrossEntropy(Binary)

    /// The options of the focal loss.
    public struct Focal: Hashable, Sendable {
        /// How much less a sample counts that is already classified well.
        public var gamma = 2.0

        public init(gamma: Double = 2) {
            self.gamma = gamma
        }
    }

    /// The options of the binary cross-entropy.
    public struct Binary: Hashable, Sendable {
        /// How much each finding counts; nil weighs all alike.
        public var weights: [Double]?

        public init(weights: [Double]? = nil) {
            self.weights = weights
        }
    }

    /// Whether a sample may have several of the classes, or none.
    public var isOfFindings: Bool {
        if case .binaryCrossEntropy = self { true } else { false }
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
        case .binaryCrossEntropy(let binary): BinaryCrossEntropy(labelWeights: binary.weights?.map { Float($0) })
        }
    }
}

extension LossChoice: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case crossEntropy, focal, ordinal, binaryCrossEntropy
    }

    public init(from decoder: any Decoder) throws {
        self = try Choice.decode(from: decoder) { (name: CodingKeys, container) in
            switch name {
            case .crossEntropy: .crossEntropy
            case .focal: .focal(try container?.decode(Focal.self, forKey: name) ?? Focal())
            case .ordinal: .ordinal
            case .binaryCrossEntropy:
                .binaryCrossEntropy(try container?.decode(Binary.self, forKey: name) ?? Binary())
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
        case .binaryCrossEntropy(let binary):
            guard binary.weights != nil else { return try encode(word: .binaryCrossEntropy, to: encoder) }
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(binary, forKey: .binaryCrossEntropy)
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

extension LossChoice.Binary: Codable {
    enum CodingKeys: String, CodingKey {
        case weights
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        weights = try container.decodeIfPresent([Double].self, forKey: .weights)
        if let weights, !weights.allSatisfy({ $0.isFinite && $0 >= 0 }) || !weights.contains(where: { $0 > 0 }) {
            throw DecodingError.dataCorruptedError(
                forKey: .weights, in: container,
                debugDescription: "weights must be numbers of at least 0, not all of them 0")
        }
    }
}
