import Imaging

/// A coarse map, as fine as the network's own, and where it lies in the scan.
public struct MapGrid: Codable, Sendable, Hashable {
    public var columns, rows, slices: Int
    /// Slice by slice, row by row: −127…127, or 0…127 for a magnitude.
    public var values: [Int8]
    /// The map's value that 127 stands for.
    public var scale: Double
    /// The centre of cell (a, b, c) as a voxel of the scan as stored, through every crop, resize, flip and reorientation.
    ///
    /// Between centres the viewer interpolates linearly; half a cell beyond the last one the map ends.
    public var placement: Affine

    public init(columns: Int, rows: Int, slices: Int, values: [Int8], scale: Double, placement: Affine) {
        precondition(
            columns > 0 && rows > 0 && slices > 0 && values.count == columns * rows * slices,
            "\(values.count) values for \(columns) × \(rows) × \(slices)")
        (self.columns, self.rows, self.slices, self.values) = (columns, rows, slices, values)
        (self.scale, self.placement) = (scale, placement)
    }

    /// The values in steps of 1/127 of the largest magnitude; what is not finite becomes 0.
    public init(columns: Int, rows: Int, slices: Int, quantising values: [Float], placement: Affine) {
        let scale = values.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
        self.init(
            columns: columns, rows: rows, slices: slices,
            values: values.map { scale > 0 && $0.isFinite ? Int8(($0 / scale * 127).rounded()) : 0 },
            scale: Double(scale), placement: placement)
    }
}
