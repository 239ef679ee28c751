import Kernels

/// A gated recurrent unit over a sequence (Cho et al. 2014, version 1), PyTorch's equations: the reset gate acts after the
/// matrix product.
public struct GRU {
    public var name: String?
    public var units: Int
    public var bidirectional: Bool
    public var returns: RecurrentOutput
    public var layers: Int
    public var dropout: Float
    public var recurrentDropout: Float

    /// - Parameters:
    ///   - units: features of the state, in each direction.
    ///   - bidirectional: whether a second GRU reads the sequence backwards; its features follow the first's.
    ///   - layers: how many GRUs are stacked; each reads all states of the one before.
    ///   - dropout: the share of the states that is dropped between stacked layers.
    ///   - recurrentDropout: the share of the state's units that the gates do not see, the same at every step of a
    ///     sequence (Gal and Ghahramani 2016).
    public init(
        name: String? = nil, units: Int, bidirectional: Bool = false, returns: RecurrentOutput = .last,
        layers: Int = 1, dropout: Float = 0, recurrentDropout: Float = 0
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

extension GRU: RecurrentLayer {
    static let kind = "gru"
    static let biases = ["bias_ih", "bias_hh"]
    var cell: RecurrentCell { .gru }
}

extension GRU: Codable {
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

extension Layer {
    public static func gru(_ layer: GRU) -> Layer { Layer(layer) }
}
