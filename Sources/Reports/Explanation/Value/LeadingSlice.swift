/// A slice of a volume with all its voxels.
///
/// The picture's columns and rows run along the two other axes, the lower one along the columns: i and j for axis 2,
/// i and k for axis 1, j and k for axis 0.
public struct LeadingSlice: Codable, Sendable, Hashable {
    /// The axis that the slice is perpendicular to: 0 (i), 1 (j) or 2 (k).
    public var axis: Int
    /// The slice's index along it, as stored.
    public var index: Int
    public var picture: PixelImage

    public init(axis: Int, index: Int, picture: PixelImage) {
        precondition((0...2).contains(axis), "axis \(axis)")
        (self.axis, self.index, self.picture) = (axis, index, picture)
    }
}
