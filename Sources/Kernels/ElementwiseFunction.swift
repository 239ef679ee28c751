/// A function of one number.
public enum ElementwiseFunction: Hashable, Sendable {
    /// `x` above 0, `slope·x` below.
    case relu(slope: Float)
    case tanh
    case sigmoid
    /// With the error function, not its approximation by a tangent.
    case gelu
}
