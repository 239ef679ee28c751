import SystemPackage

/// Bytes in reading order, inflated where they are gzipped.
final class PlainOrGzip {
    private enum Stream {
        case plain(ByteInput)
        case gzip(GzipInput)
    }

    private let stream: Stream

    /// Looks at the first two bytes to tell whether they are gzip.
    ///
    /// - Parameter mayBeGzip: false for voxels without a header, which may begin with any bytes.
    init(_ input: ByteInput, mayBeGzip: Bool = true) throws(ScanError.Reason) {
        let start = try input.read(2)
        input.seek(to: 0)
        stream = mayBeGzip && start == [0x1F, 0x8B] ? .gzip(try GzipInput(input)) : .plain(input)
    }

    /// Opens a regular file.
    convenience init(file path: FilePath, mayBeGzip: Bool = true) throws(ScanError.Reason) {
        let file = try ScanFile(path)
        guard file.size > 0 else { throw .emptyFile }
        try self.init(ByteInput(file), mayBeGzip: mayBeGzip)
    }

    /// Bytes read so far, after inflating.
    var position: Int {
        switch stream {
        case .plain(let input): input.position
        case .gzip(let input): input.position
        }
    }

    /// The most bytes that can come in all: the file's size, or what its deflated bytes can inflate to.
    var largestPossibleSize: Int {
        switch stream {
        case .plain(let input): input.size
        case .gzip(let input): min(input.compressedSize, 1 << 40) * ImagingLimits.deflateRatio
        }
    }

    /// Whether the exact size is known before reading.
    var isPlain: Bool {
        if case .plain = stream { true } else { false }
    }

    /// Fills the buffer; fewer bytes mean the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ScanError.Reason) -> Int {
        switch stream {
        case .plain(let input): try input.read(into: buffer)
        case .gzip(let input): try input.read(into: buffer)
        }
    }

    /// The next bytes, at most `count`, which the caller bounds.
    func read(_ count: Int) throws(ScanError.Reason) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let done = try bytes.withUnsafeMutableBufferPointer { buffer throws(ScanError.Reason) in
            try read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        return done == count ? bytes : Array(bytes.prefix(done))
    }

    /// Passes over bytes; reading at or past the end then finds nothing.
    func skip(_ count: Int) throws(ScanError.Reason) {
        switch stream {
        case .plain(let input):
            input.seek(to: input.position + count)
        case .gzip:
            var left = count
            while left > 0 {
                let part = try read(min(left, 1 << 16))
                if part.isEmpty { return }
                left -= part.count
            }
        }
    }

    /// Reads a gzip stream to its end, where its checksum is.
    ///
    /// - Returns: what is odd about the end.
    func finish() throws(ScanError.Reason) -> [ScanWarning] {
        guard case .gzip(let input) = stream else { return [] }
        let hasEnded = try input.drain(limit: ImagingLimits.gzipTailBytes)
        var warnings: [ScanWarning] = []
        if !hasEnded {
            warnings.append(
                .header(
                    field: "gzip",
                    message:
                        "the stream goes on more than \(ImagingLimits.gzipTailBytes) bytes past the voxels; its checksum was not checked"
                ))
        }
        if input.hasTrailingBytes {
            warnings.append(
                .header(field: "gzip", message: "bytes that are no gzip follow the stream; they are passed over"))
        }
        return warnings
    }
}
