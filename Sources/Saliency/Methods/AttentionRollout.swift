import Networks

extension ExplainedNetwork {
    /// Attention rollout (Abnar and Zuidema 2020): R ← (½·A + ½·I)·R over the encoder layers from the first to the last, A the
    /// heads' mean; one share for each step, which add up to 1 and do not depend on the class.
    ///
    /// Where attention pools the sequence, its weights say how much of each row of R counts; else all rows count alike. Layers
    /// before one that changes the sequence's length are left out.
    public func attentionRollout() throws(SaliencyError) -> SaliencyMap {
        let layers = try attention().map(\.shares)
        guard let tail, let steps = layers.last?.first?.count else { throw .noAttention }
        let kept = Array(layers.suffix { $0.first?.count == steps })
        let (slices, rows, columns) =
            switch tail.division {
            case .frames, .volumes: (steps, 1, 1)
            case .rows: (1, steps, 1)
            case .columns: (1, 1, steps)
            case .cells(let rows, let columns): (1, rows, columns)
            }
        guard slices * rows * columns == steps else { throw .noAttention }
        return SaliencyMap(
            method: .attentionRollout, slices: slices, rows: rows, columns: columns,
            values: Self.rollout(of: kept, steps: steps))
    }

    /// - Parameter layers: T×T matrices, and for a pooling one row of T; rows add up to 1.
    static func rollout(of layers: [[[Float]]], steps: Int) -> [Float] {
        var mixed = (0..<steps).map { row in (0..<steps).map { $0 == row ? 1.0 : 0.0 } }
        for layer in layers {
            let isPooling = layer.count == 1
            mixed = layer.enumerated().map { place, row in
                // The residual connection hands on the step itself; a pooling has none.
                let shares = row.enumerated().map { step, share in
                    isPooling ? Double(share) : (Double(share) + (step == place ? 1 : 0)) / 2
                }
                return (0..<steps).map { step in zip(shares, mixed).reduce(0) { $0 + $1.0 * $1.1[step] } }
            }
        }
        return (0..<steps).map { step in Float(mixed.reduce(0) { $0 + $1[step] } / Double(mixed.count)) }
    }
}

extension Array {
    /// The longest end of the array whose elements all fulfil `condition`.
    fileprivate func suffix(while condition: (Element) -> Bool) -> ArraySlice<Element> {
        suffix(from: lastIndex { !condition($0) }.map { $0 + 1 } ?? startIndex)
    }
}
