/// Pictures of equal size above one another, in the scan's own axes, each sample the mean of equally many voxels.
///
/// The stack covers the scan: its voxel (a, b, c) is centred at the scan's voxel
/// ((a + ½)·size.i / columns − ½, …), the same for j and k.
public struct PictureStack: Codable, Sendable, Hashable {
    public var columns, rows, slices: Int
    /// 1 (grey) or 3 (RGB).
    public var channels: Int
    /// Slice by slice, row by row, the channels of a pixel side by side.
    public var pixels: [UInt8]

    public init(columns: Int, rows: Int, slices: Int, channels: Int = 1, pixels: [UInt8]) {
        precondition(channels == 1 || channels == 3, "\(channels) channels")
        precondition(
            columns > 0 && rows > 0 && slices > 0 && pixels.count == columns * rows * slices * channels,
            "\(pixels.count) samples for \(columns) × \(rows) × \(slices) × \(channels)")
        (self.columns, self.rows, self.slices) = (columns, rows, slices)
        (self.channels, self.pixels) = (channels, pixels)
    }
}
