internal import CNIfTI
import Tensors

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Encodes volumes as NIfTI-1 single files.
public enum NIfTIWriter {
    /// The stored type of a voxel.
    public enum Datatype: Int16, Sendable, CaseIterable {
        case uint8 = 2
        case int16 = 4
        case float32 = 16
    }

    /// The bytes of a `.nii` file, or of a `.nii.gz`. The same voxels give the same bytes.
    ///
    /// The affine is written as sform and, freed of shears, as qform, both with code 1 (scanner).
    ///
    /// - Parameters:
    ///   - voxels: `[K, J, I]`, `[T, K, J, I]` or `[T, K, J, I, C]` with C = 1. Integers are rounded and clamped.
    ///   - affine: voxel (i, j, k) → world mm, RAS+.
    ///   - frameSeconds: the time between two frames of a 4D scan.
    ///   - isCompressed: whether to gzip.
    /// - Throws: `ScanError.Reason.cannotEncode` for another shape, one past NIfTI-1's 32767 an axis, or a singular affine.
    public static func encode(
        _ voxels: Tensor, affine: Affine, datatype: Datatype = .float32, frameSeconds: Double = 1,
        isCompressed: Bool = true
    ) throws(ScanError.Reason) -> [UInt8] {
        let extents = try extents(of: voxels.shape)
        guard affine.isRegular else { throw .cannotEncode(format: .nifti1, "its affine is singular") }
        var bytes = headerBytes(extents, affine: affine, datatype: datatype, frameSeconds: frameSeconds)
        switch datatype {
        case .uint8: bytes += Quantised.bytes(voxels)
        case .int16: bytes += Quantised.shortBytes(voxels)
        case .float32: voxels.withUnsafeElements { bytes += UnsafeRawBufferPointer($0) }
        }
        return isCompressed ? try gzip(bytes) : bytes
    }

    /// The extents along i, j, k and, for more than one frame, t.
    private static func extents(of shape: Shape) throws(ScanError.Reason) -> [Int] {
        var axes = shape.extents
        if axes.count == 5, axes[4] == 1 { axes.removeLast() }
        guard axes.count == 3 || axes.count == 4, axes.allSatisfy({ (1...32767).contains($0) }) else {
            throw .cannotEncode(
                format: .nifti1,
                "a tensor of \(shape); a volume is [K, J, I] or [T, K, J, I] with 1…32767 along each axis")
        }
        if axes.count == 4, axes[0] == 1 { axes.removeFirst() }
        return axes.reversed()
    }

    /// The header and the four bytes that say that no extension follows.
    private static func headerBytes(
        _ extents: [Int], affine: Affine, datatype: Datatype, frameSeconds: Double
    ) -> [UInt8] {
        var header = cnifti_header()
        withUnsafeMutableBytes(of: &header.dim) { raw in
            let dim = raw.bindMemory(to: Int64.self)
            for axis in 0..<8 {
                dim[axis] = axis == 0 ? Int64(extents.count) : axis <= extents.count ? Int64(extents[axis - 1]) : 1
            }
        }
        withUnsafeMutableBytes(of: &header.pixdim) {
            $0.bindMemory(to: Double.self)[4] = extents.count == 4 ? frameSeconds : 0
        }
        _ = withUnsafeMutableBytes(of: &header.srow) {
            $0.bindMemory(to: Double.self).update(fromContentsOf: affine.elements)
        }
        header.datatype = Int32(datatype.rawValue)
        header.bitpix = cnifti_voxel_size(header.datatype) * 8
        header.vox_offset = 352
        header.scl_slope = 1
        header.qform_code = 1
        header.sform_code = 1
        header.xyzt_units = 2 | 8  // millimetres, seconds
        var bytes = [UInt8](repeating: 0, count: 352)
        bytes.withUnsafeMutableBufferPointer { cnifti_write_header(&header, $0.baseAddress) }
        return bytes
    }

    static func gzip(_ bytes: [UInt8]) throws(ScanError.Reason) -> [UInt8] {
        var count = 0
        guard let zipped = bytes.withUnsafeBufferPointer({ cnifti_gzip($0.baseAddress, $0.count, 6, &count) }) else {
            throw .outOfMemory
        }
        defer { free(zipped) }
        return Array(UnsafeBufferPointer(start: zipped, count: count))
    }
}
