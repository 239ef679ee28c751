import SystemPackage

extension SHA256 {
    /// The hash of a file's content, read in pieces of 256 KiB.
    ///
    /// - Throws: `RunFolderError.notARegularFile` for a folder, FIFO, socket or device, `.failed` where reading fails.
    public static func digest(ofFileAt path: FilePath) throws(RunFolderError) -> SHA256Digest {
        var hash = SHA256()
        try hash.update(fromFileAt: path)
        return hash.digest()
    }

    /// Takes the content of a file as the next bytes of the message.
    public mutating func update(fromFileAt path: FilePath) throws(RunFolderError) {
        let kind = try RunFolderError.attempt(.read, path) { try Stat(path).type }
        guard kind == .regular else { throw .notARegularFile(path, kind) }
        let file = try RunFolderError.attempt(.read, path) {
            try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
        }
        defer { try? file.close() }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = try RunFolderError.attempt(.read, path) {
                try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
            }
            guard count > 0 else { return }
            update(buffer.span.extracting(..<count))
        }
    }
}
