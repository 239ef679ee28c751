/// A function of one number.
public enum ElementwiseFunction: Hashable, Sendable {
    /// `x` above 0, `slope·x` below.
    case relu(slope: Float)
    /// `min(max(x, 0), 6)`.
    case relu6
    /// `x` above 0, `alpha·(exp(x) − 1)` below.
    case elu(alpha: Float)
    case tanh
    case sigmoid
    /// `min(max(x/6 + 1/2, 0), 1)`.
    case hardSigmoid
    /// `x·sigmoid(x)`.
    case silu
    /// `x·hardSigmoid(x)`.
    case hardSwish
    /// With the error function, not its approximation by a tangent.
    case gelu
}
