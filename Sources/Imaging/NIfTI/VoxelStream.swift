/// The samples of a NIfTI in file order, scaled, a block at a time; the file is never held whole.
final class VoxelStream {
    private static let blockBytes = 1 << 18

    private let header: NIfTIHeader
    private let input: PlainOrGzip

    /// - Parameter input: at the voxels already for a single file, at its beginning for the image half of a pair.
    /// - Throws: `truncated` or `impossibleSize` where the voxels cannot be there.
    init(header: NIfTIHeader, input: PlainOrGzip) throws(ScanError.Reason) {
        self.header = header
        self.input = input
        let needed = header.dataOffset + header.dataBytes
        guard needed <= input.largestPossibleSize else {
            if input.isPlain {
                throw .truncated(format: header.format, expected: needed, found: input.largestPossibleSize)
            }
            let shape = header.dims.map(String.init).joined(separator: "×")
            throw .impossibleSize(format: header.format, claim: "\(shape) voxels", bytes: input.largestPossibleSize)
        }
        if header.isPair { try input.skip(header.dataOffset) }
    }

    /// Calls `body` with each block of scaled samples and the index of its first sample; returns what was odd at the end.
    ///
    /// - Throws: `truncated` or `damagedGzip`.
    func forEachBlock(_ body: (UnsafeBufferPointer<Double>, Int) -> Void) throws(ScanError.Reason) -> [ScanWarning] {
        let sampleSize = header.datatype.sampleSize
        let total = header.voxelCount * header.datatype.channels
        let blockSamples = min(total, Self.blockBytes / sampleSize)
        // A buffer of words is aligned for every sample type.
        var words = [UInt64](repeating: 0, count: (blockSamples * sampleSize + 7) / 8)
        var samples = [Double](repeating: 0, count: blockSamples)
        var first = 0
        while first < total {
            let count = min(blockSamples, total - first)
            let done = try words.withUnsafeMutableBufferPointer { buffer throws(ScanError.Reason) in
                try input.read(
                    into: UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(buffer)[..<(count * sampleSize)]))
            }
            guard done == count * sampleSize else {
                throw .truncated(format: header.format, expected: header.dataBytes, found: first * sampleSize + done)
            }
            words.withUnsafeBytes { raw in
                samples.withUnsafeMutableBufferPointer { target in
                    let part = UnsafeMutableBufferPointer(rebasing: target[..<count])
                    VoxelConversion.convert(raw, header: header, to: part)
                    body(UnsafeBufferPointer(part), first)
                }
            }
            first += count
        }
        return try input.finish()
    }
}
