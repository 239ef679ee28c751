/// How one pass of a convolution is computed.
public enum ConvolutionAlgorithm: String, Hashable, Sendable {
    /// oneDNN's direct convolution.
    case direct
    /// Winograd's algorithm with tiles of 2×2 or 4×4 pixels.
    case winograd2, winograd4

    /// How many pixels a tile is wide; `nil` without tiles.
    var tile: Int? {
        switch self {
        case .direct: nil
        case .winograd2: 2
        case .winograd4: 4
        }
    }
}

/// The passes of a convolution.
public enum ConvolutionPass: String, CaseIterable, Hashable, Sendable {
    /// The forward pass of a training step, and of inference.
    case train, infer
    /// The gradients of the input and of the weights.
    case input, weights
}
