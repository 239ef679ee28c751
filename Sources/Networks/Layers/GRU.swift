import Kernels

/// A gated recurrent unit over a sequence (Cho et al. 2014, version 1), PyTorch's equations: the reset gate acts after the
/// matrix product.
public struct GRU {
    public var options: RecurrentOptions

    public init(_ options: RecurrentOptions) {
        self.options = options
    }

    /// With the options of `RecurrentOptions`.
    public init(
        name: String? = nil, units: Int, bidirectional: Bool = false, returns: RecurrentOutput = .last,
        layers: Int = 1, dropout: Float = 0, recurrentDropout: Float = 0
    ) {
        self.init(
            RecurrentOptions(
                name: name, units: units, bidirectional: bidirectional, returns: returns, layers: layers,
                dropout: dropout, recurrentDropout: recurrentDropout))
    }
}

extension GRU: RecurrentLayer {
    static let kind = "gru"
    static let biases = ["bias_ih", "bias_hh"]
    var cell: RecurrentCell { .gru }
}

extension GRU: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try RecurrentOptions(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try options.encode(to: encoder)
    }
}

extension Layer {
    public static func gru(_ layer: GRU) -> Layer { Layer(layer) }
}
