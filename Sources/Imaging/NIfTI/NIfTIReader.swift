import Tensors

/// Reads a NIfTI's voxels into a scan.
enum NIfTIReader {
    /// The scan `[T, K, J, I, C]`: a fifth NIfTI axis becomes the channels, a sixth and seventh must be 1.
    static func scan(_ file: NIfTIFile) throws(ScanError.Reason) -> Scan {
        let header = file.header
        guard !header.geometry.isSingular else { throw .singularAffine(format: header.format) }
        let extents = header.dims + [Int](repeating: 1, count: 7 - header.dims.count)
        let inner = header.datatype.channels
        guard extents[5] == 1, extents[6] == 1, extents[4] == 1 || inner == 1 else {
            let shape = header.dims.map(String.init).joined(separator: "×")
            throw .unsupported(
                format: header.format, feature: "\(shape) voxels; at most five axes can be read as a scan")
        }
        let channels = max(extents[4], inner)
        let pixels = extents[0] * extents[1] * extents[2] * extents[3]
        let planes = extents[4]
        var tail: [ScanWarning] = []
        let tensor = try Tensor(shape: [extents[3], extents[2], extents[1], extents[0], channels]) {
            target throws(ScanError.Reason) in
            tail = try file.voxels.forEachBlock { block, first in
                if planes == 1 {
                    for index in block.indices { target[first + index] = Float(block[index]) }
                } else {
                    // The file holds one channel's volume after the other.
                    for index in block.indices {
                        let place = first + index
                        target[place % pixels * planes + place / pixels] = Float(block[index])
                    }
                }
            }
        }
        return Scan(
            voxels: tensor, hasAlpha: header.datatype == .rgba32, affine: header.geometry.affine,
            hasAffine: header.geometry.hasOrientation, spacing: header.geometry.spacing, format: header.format,
            bitDepth: header.datatype.sampleSize * 8,
            warnings: header.warnings + tail)
    }
}
