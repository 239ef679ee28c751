import Kernels

/// A long short-term memory over a sequence (Hochreiter and Schmidhuber 1997; Gers et al. 2000), PyTorch's equations with one
/// bias.
public struct LSTM {
    /// The function of the candidate and of the output; the gates are always sigmoids.
    public enum Activation: String, CaseIterable, Codable, Hashable, Sendable {
        case tanh
        /// As Keras' `LSTM(activation="relu")`.
        case relu
    }

    public var name: String?
    public var units: Int
    public var bidirectional: Bool
    public var returns: RecurrentOutput
    public var layers: Int
    public var activation: Activation
    public var dropout: Float
    public var recurrentDropout: Float

    /// - Parameters:
    ///   - units: features of the state, in each direction.
    ///   - bidirectional: whether a second LSTM reads the sequence backwards; its features follow the first's.
    ///   - layers: how many LSTMs are stacked; each reads all states of the one before.
    ///   - dropout: the share of the states that is dropped between stacked layers.
    ///   - recurrentDropout: the share of the state's units that the gates do not see, the same at every step of a
    ///     sequence (Gal and Ghahramani 2016).
    public init(
        name: String? = nil, units: Int, bidirectional: Bool = false, returns: RecurrentOutput = .last,
        layers: Int = 1, activation: Activation = .tanh, dropout: Float = 0, recurrentDropout: Float = 0
    ) {
        self.name = name
        self.units = units
        self.bidirectional = bidirectional
        self.returns = returns
        self.layers = layers
        self.activation = activation
        self.dropout = dropout
        self.recurrentDropout = recurrentDropout
    }
}

extension LSTM: RecurrentLayer {
    static let kind = "lstm"
    static let biases = ["bias"]
    var cell: RecurrentCell { .lstm(relu: activation == .relu) }
}

extension LSTM: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            units: try container.decode(Int.self, forKey: .units),
            bidirectional: try container.decodeIfPresent(Bool.self, forKey: .bidirectional) ?? false,
            returns: try container.decodeIfPresent(RecurrentOutput.self, forKey: .returns) ?? .last,
            layers: try container.decodeIfPresent(Int.self, forKey: .layers) ?? 1,
            activation: try container.decodeIfPresent(Activation.self, forKey: .activation) ?? .tanh,
            dropout: try container.decodeIfPresent(Float.self, forKey: .dropout) ?? 0,
            recurrentDropout: try container.decodeIfPresent(Float.self, forKey: .recurrentDropout) ?? 0)
    }
}

extension Layer {
    public static func lstm(_ layer: LSTM) -> Layer { Layer(layer) }
}
