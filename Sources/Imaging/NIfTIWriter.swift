import Tensors

/// Encodes volumes as NIfTI-1 single files.
public enum NIfTIWriter {
    /// The stored type of a voxel.
    public enum Datatype: Int16, Sendable, CaseIterable {
        case uint8 = 2
        case int16 = 4
        case float32 = 16
    }

    /// The bytes of a `.nii` file, or of a `.nii.gz`.
    ///
    /// The affine is written as sform and, where it is a rotation with scales, as qform, both with code 1 (scanner).
    ///
    /// - Parameters:
    ///   - voxels: `[K, J, I]`, `[T, K, J, I]` or `[T, K, J, I, C]` with C = 1. Integers are rounded and clamped.
    ///   - affine: voxel (i, j, k) → world mm, RAS+.
    ///   - frameSeconds: the time between two frames of a 4D scan.
    ///   - isCompressed: whether to gzip.
    /// - Throws: `ScanError.Reason.cannotEncode` for another shape or one past NIfTI-1's 32767 an axis.
    public static func encode(
        _ voxels: Tensor, affine: Affine, datatype: Datatype = .float32, frameSeconds: Double = 1,
        isCompressed: Bool = true
    ) throws(ScanError.Reason) -> [UInt8] {
        throw .unsupported("not there yet")
    }
}
