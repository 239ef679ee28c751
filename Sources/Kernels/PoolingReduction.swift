/// What pooling makes of a window.
public enum PoolingReduction: Hashable, Sendable {
    case max
    /// The mean without padding.
    case average
}
