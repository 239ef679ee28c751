/// What `lstm` and `gru` can be told alike.
public struct RecurrentOptions: Hashable, Sendable {
    public var name: String?
    /// Features of the state, in each direction.
    public var units: Int
    /// Whether each layer also reads the sequence backwards; those features follow the others.
    public var bidirectional: Bool
    public var returns: RecurrentOutput
    /// How many layers are stacked; each reads all states of the one before.
    public var layers: Int
    /// The share of the states that is dropped between stacked layers.
    public var dropout: Float
    /// The share of the state's units that the gates do not see, the same at every step of a sequence (Gal and Ghahramani
    /// 2016).
    public var recurrentDropout: Float

    public init(
        name: String? = nil, units: Int, bidirectional: Bool = false, returns: RecurrentOutput = .last, layers: Int = 1,
        dropout: Float = 0, recurrentDropout: Float = 0
    ) {
        self.name = name
        self.units = units
        self.bidirectional = bidirectional
        self.returns = returns
        self.layers = layers
        self.dropout = dropout
        self.recurrentDropout = recurrentDropout
    }
}

extension RecurrentOptions: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            units: try container.decode(Int.self, forKey: .units),
            bidirectional: try container.decodeIfPresent(Bool.self, forKey: .bidirectional) ?? false,
            returns: try container.decodeIfPresent(RecurrentOutput.self, forKey: .returns) ?? .last,
            layers: try container.decodeIfPresent(Int.self, forKey: .layers) ?? 1,
            dropout: try container.decodeIfPresent(Float.self, forKey: .dropout) ?? 0,
            recurrentDropout: try container.decodeIfPresent(Float.self, forKey: .recurrentDropout) ?? 0)
    }
}
