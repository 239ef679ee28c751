internal import CNIfTI

/// The inflated bytes of a gzip file of one or more members; every member's checksum is checked when it ends.
final class GzipInput {
    private let input: ByteInput
    private let inflater: OpaquePointer
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var next = 0
    private var end = 0
    private var isAtEnd = false
    /// Whether something else than another member or padding follows the last member.
    private(set) var hasTrailingBytes = false
    /// Inflated bytes so far.
    private(set) var position = 0

    init(_ input: ByteInput) throws(ScanError.Reason) {
        guard let opened = cnifti_inflater_open() else { throw .outOfMemory }
        self.input = input
        inflater = opened
    }

    deinit { cnifti_inflater_close(inflater) }

    /// Bytes of the compressed file.
    var compressedSize: Int { input.size }

    /// Fills the buffer; fewer bytes mean that the stream ended in good order.
    ///
    /// - Throws: `damagedGzip` where the stream is cut short or damaged or a checksum is wrong.
    func read(into target: UnsafeMutableRawBufferPointer) throws(ScanError.Reason) -> Int {
        var done = 0
        while done < target.count, !isAtEnd {
            if next == end { try refill() }
            if next == end { throw .damagedGzip("the file ends in the middle of the stream") }
            var (used, written) = (0, 0)
            let status = buffer.withUnsafeBufferPointer { source in
                let room = UnsafeMutableRawBufferPointer(rebasing: target[done...])
                return cnifti_inflate(
                    inflater, source.baseAddress.map { $0 + next }, end - next, &used,
                    room.baseAddress?.assumingMemoryBound(to: UInt8.self), room.count, &written)
            }
            next += used
            done += written
            position += written
            if status == CNIFTI_DAMAGED {
                throw .damagedGzip(String(cString: cnifti_inflater_error(inflater)))
            }
            if status == CNIFTI_MEMBER_END { try startNextMember() }
        }
        return done
    }

    /// Reads on to the end of the stream, so that the last checksum is checked.
    ///
    /// - Returns: whether the end was reached within `limit` inflated bytes.
    func drain(limit: Int) throws(ScanError.Reason) -> Bool {
        var scratch = [UInt8](repeating: 0, count: 1 << 16)
        var left = limit
        while !isAtEnd, left > 0 {
            left -= try scratch.withUnsafeMutableBufferPointer { scratch throws(ScanError.Reason) in
                try read(into: UnsafeMutableRawBufferPointer(scratch))
            }
        }
        return isAtEnd
    }

    private func refill() throws(ScanError.Reason) {
        next = 0
        end = try buffer.withUnsafeMutableBufferPointer { buffer throws(ScanError.Reason) in
            try input.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// Skips zero padding; then either another member follows, or the end.
    private func startNextMember() throws(ScanError.Reason) {
        while true {
            if next == end { try refill() }
            if next == end {
                isAtEnd = true
                return
            }
            if buffer[next] != 0 { break }
            next += 1
        }
        guard buffer[next] == 0x1F, cnifti_inflater_reset(inflater) == 1 else {
            hasTrailingBytes = true
            isAtEnd = true
            return
        }
    }
}
