/// Bytes read one after another from a file or from memory.
final class ByteInput {
    private enum Source {
        case file(ScanFile)
        case memory([UInt8])
    }

    private let source: Source
    private(set) var position = 0
    /// How many bytes there are in all.
    let size: Int

    init(_ file: ScanFile) {
        source = .file(file)
        size = file.size
    }

    init(_ bytes: [UInt8]) {
        source = .memory(bytes)
        size = bytes.count
    }

    /// Fills the buffer from the current place; fewer bytes mean that the end was reached.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ScanError.Reason) -> Int {
        let count: Int
        switch source {
        case .file(let file):
            count = try file.read(at: position, into: buffer)
        case .memory(let bytes):
            count = min(buffer.count, size - position)
            bytes.withUnsafeBytes {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
            }
        }
        position += count
        return count
    }

    /// The next bytes, at most `count`.
    func read(_ count: Int) throws(ScanError.Reason) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, min(count, size - position)))
        let done = try bytes.withUnsafeMutableBufferPointer { buffer throws(ScanError.Reason) in
            try read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        return done == bytes.count ? bytes : Array(bytes.prefix(done))
    }

    /// Goes to a place; reading there may find the end.
    func seek(to place: Int) {
        position = max(0, min(place, size))
    }
}
