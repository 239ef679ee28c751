import Imaging

/// What the viewer shows of a scan: its size as stored, one stack of small pictures, and some slices at full size.
public struct ScanPictures: Codable, Sendable, Hashable {
    public var kind: ScanExplanation.Kind
    /// The scan's columns, rows, and slices or frames, as stored.
    public var size: [Int]
    /// Millimetres from voxel to voxel along i, j, k; nil where the file does not say (k is 1 for images and clips).
    public var spacing: [Double]?
    /// Voxel as stored → world millimetres, RAS+; nil where the file gives no orientation.
    public var affine: Affine?
    /// The file's values that became 0 and 255, for a grey scan.
    public var window: ClosedRange<Double>?
    /// Pictures of equal size: all slices of a volume at about 2 mm, all frames of a clip, or the one image.
    public var stack: PictureStack
    /// Slices of a volume at full size; none for images and clips.
    public var leading: [LeadingSlice]

    public init(
        kind: ScanExplanation.Kind, size: [Int], spacing: [Double]?, affine: Affine?, window: ClosedRange<Double>?,
        stack: PictureStack, leading: [LeadingSlice] = []
    ) {
        precondition(size.count == 3 && size.allSatisfy { $0 > 0 }, "a scan of \(size) voxels")
        precondition(spacing.map { $0.count == 3 } ?? true, "three spacings")
        precondition(leading.allSatisfy { (0..<size[$0.axis]).contains($0.index) }, "leading slices lie in the scan")
        (self.kind, self.size, self.spacing, self.affine) = (kind, size, spacing, affine)
        (self.window, self.stack, self.leading) = (window, stack, leading)
    }
}
