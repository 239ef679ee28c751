import Tensors

/// One decoded scan: its voxels and where they lie in the patient.
public struct Scan: Sendable {
    /// The samples, `[T, K, J, I, C]`: time, slice, row, column, channel.
    ///
    /// An image has one time and one slice, J its height and I its width after EXIF orientation. Values are the
    /// file's own: 0…255, 0…65535 for 16 bit, NIfTI's scaled. An alpha channel is kept, last (`hasAlpha`).
    public var voxels: Tensor
    /// Whether the last channel is opacity rather than intensity.
    public var hasAlpha: Bool
    /// Voxel (i, j, k) → world mm, RAS+. By voxel size alone where the file gives no orientation (`hasAffine`).
    public var affine: Affine
    /// Whether the file gives an orientation.
    public var hasAffine: Bool
    /// Voxel size in mm along i, j, k; 1 where the file does not say.
    public var spacing: [Double]
    public var format: ScanFormat
    /// Bits of one stored sample, as the file says.
    public var bitDepth: Int
    /// Damage and doubt that did not stop the reading.
    public var warnings: [ScanWarning]

    public init(
        voxels: Tensor, hasAlpha: Bool = false, affine: Affine = .identity, hasAffine: Bool = false,
        spacing: [Double] = [1, 1, 1], format: ScanFormat, bitDepth: Int, warnings: [ScanWarning] = []
    ) {
        precondition(voxels.shape.rank == 5, "a scan's voxels are [T, K, J, I, C], not \(voxels.shape)")
        self.voxels = voxels
        self.hasAlpha = hasAlpha
        self.affine = affine
        self.hasAffine = hasAffine
        self.spacing = spacing
        self.format = format
        self.bitDepth = bitDepth
        self.warnings = warnings
    }
}

extension Scan {
    /// Frames in time (T).
    public var times: Int { voxels.shape[0] }
    /// Slices (K).
    public var slices: Int { voxels.shape[1] }
    /// Rows (J).
    public var rows: Int { voxels.shape[2] }
    /// Columns (I).
    public var columns: Int { voxels.shape[3] }
    /// Channels (C), opacity included.
    public var channels: Int { voxels.shape[4] }
}

extension Scan: CustomStringConvertible {
    public var description: String {
        "Scan(\(format.rawValue), \(voxels.shape) T×K×J×I×C\(hasAffine ? ", \(affine.axisCodes)" : ""))"
    }
}
