/// How an outermost layer mixed the steps of a sequence in the last forward pass: one layer of a `transformerEncoder`, the pooling
/// of `attentionOverTime`, or the weights of `joinClinical`.
public struct AttentionReading: Hashable, Sendable {
    /// The outermost layer's path.
    public let path: String
    /// A row for each step that is made, with the share in it of each step that is read, heads averaged; a row adds up to 1. A
    /// pooling makes one row.
    public let shares: [[Float]]
}

extension Plan {
    /// What the attention of the outermost layers, in order, made of the sequence at place `index` in the last step; padding
    /// is left out.
    public func attention(at index: Int) throws(PlanError) -> [AttentionReading] {
        guard index >= 0, index < batch else { throw .inputIndex(index, batch: batch) }
        return builder.attention.map { AttentionReading(path: $0.path.description, shares: $0.shares(index)) }
    }
}

extension Architecture {
    /// Whether an outermost layer attends to the steps of a sequence.
    public var attends: Bool {
        layers.contains { layer in
            switch layer.description {
            case is TransformerEncoder, is AttentionOverTime: true
            case let join as JoinClinical: join.combine == .weights
            default: false
            }
        }
    }
}
