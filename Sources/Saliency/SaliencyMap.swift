/// Where a network's evidence for one class lies, as fine as the method itself sees.
///
/// The cells divide the prepared sequence evenly: its frames into `slices`, its rows into `rows`, its columns into `columns`.
public struct SaliencyMap: Hashable, Sendable {
    public var method: SaliencyMethod
    public var slices, rows, columns: Int
    /// Slice by slice, row by row; in units of the logit, or of the probability for random masks. All finite.
    public var values: [Float]

    public init(method: SaliencyMethod, slices: Int, rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == slices * rows * columns, "\(values.count) values for \(slices)×\(rows)×\(columns)")
        self.method = method
        (self.slices, self.rows, self.columns) = (slices, rows, columns)
        self.values = values.map { $0.isFinite ? $0 : 0 }
    }

    /// The largest magnitude: the end of the colour scale.
    public var scale: Float { values.reduce(0) { max($0, abs($1)) } }

    /// Whether anything speaks for the class; where nothing does, nothing is drawn.
    public var hasPositiveEvidence: Bool { values.contains { $0 > 0 } }

    /// The cell with the largest value, the first of equal ones; nil without positive evidence.
    public var peak: (slice: Int, row: Int, column: Int)? {
        guard hasPositiveEvidence, let place = values.indices.max(by: { values[$0] < values[$1] }) else { return nil }
        return (place / (rows * columns), place / columns % rows, place % columns)
    }
}
