import SystemPackage

/// Reads a file into memory.
public enum WholeFile {
    /// The bytes of a regular file.
    ///
    /// - Throws: `RunFolderError.notARegularFile`, or `.failed` where the system refuses or the file is larger than
    ///   `limit` bytes (`EFBIG`).
    public static func bytes(at path: FilePath, limit: Int = 1 << 30) throws(RunFolderError) -> [UInt8] {
        let status = try RunFolderError.attempt(.read, path) { try Stat(path) }
        guard status.type == .regular else { throw .notARegularFile(path, status.type) }
        guard status.size <= limit else { throw .failed(.read, path, .fileTooLarge) }
        let file = try RunFolderError.attempt(.read, path) {
            try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        }
        defer { try? file.close() }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try RunFolderError.attempt(.read, path) {
                try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
            }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= limit else { throw .failed(.read, path, .fileTooLarge) }
            bytes.append(contentsOf: buffer[..<count])
        }
    }
}
