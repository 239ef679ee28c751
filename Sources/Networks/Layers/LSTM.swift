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

    public var options: RecurrentOptions
    public var activation: Activation

    public init(_ options: RecurrentOptions, activation: Activation = .tanh) {
        self.options = options
        self.activation = activation
    }

    /// With the options of `RecurrentOptions`.
    public init(
        name: String? = nil, units: Int, bidirectional: Bool = false, returns: RecurrentOutput = .last,
        layers: Int = 1, activation: Activation = .tanh, dropout: Float = 0, recurrentDropout: Float = 0
    ) {
        self.init(
            RecurrentOptions(
                name: name, units: units, bidirectional: bidirectional, returns: returns, layers: layers,
                dropout: dropout, recurrentDropout: recurrentDropout), activation: activation)
    }
}

extension LSTM: RecurrentLayer {
    static let kind = "lstm"
    static let biases = ["bias"]
    var cell: RecurrentCell { .lstm(relu: activation == .relu) }
}

extension LSTM: Codable {
    private enum CodingKeys: CodingKey {
        case activation
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try RecurrentOptions(from: decoder),
            activation: try container.decodeIfPresent(Activation.self, forKey: .activation) ?? .tanh)
    }

    public func encode(to encoder: any Encoder) throws {
        try options.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(activation, forKey: .activation)
    }
}

extension Layer {
    public static func lstm(_ layer: LSTM) -> Layer { Layer(layer) }
}
