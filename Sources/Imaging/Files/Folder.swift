import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Lists folders by the names' raw bytes.
enum Folder {
    /// Something in a folder.
    struct Entry: Hashable {
        var path: FilePath
        /// What it is, links followed; nil for a regular file.
        var kind: FileKind?
        var isLink: Bool
        /// Why it could not be looked at, as for a link to nothing.
        var problem: ScanError.Reason?
    }

    /// What lies directly in a folder, in no particular order.
    static func entries(of folder: FilePath) throws(ScanError.Reason) -> [Entry] {
        guard let stream = folder.withPlatformString({ opendir($0) }) else {
            throw .system(operation: "list", Errno(rawValue: errno))
        }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let item = readdir(stream) else { break }
            let name = name(of: item)
            if name == [0x2E] || name == [0x2E, 0x2E] { continue }
            let path = join(folder, name)
            var entry = Entry(path: path, kind: nil, isLink: ScanFile.isLink(path), problem: nil)
            do {
                entry.kind = try ScanFile.kind(of: path)
            } catch {
                entry.kind = .other
                entry.problem = error
            }
            entries.append(entry)
        }
        // Only errno tells a broken listing from its end.
        guard errno == 0 else { throw .system(operation: "list", Errno(rawValue: errno)) }
        return entries
    }

    private static func join(_ folder: FilePath, _ name: [UInt8]) -> FilePath {
        let base = folder.bytes
        let separator: [UInt8] = base.last == 0x2F || base.isEmpty ? [] : [0x2F]
        return FilePath(bytes: base + separator + name)
    }

    private static func name(of item: UnsafeMutablePointer<dirent>) -> [UInt8] {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        var start = UnsafeRawPointer(item) + offset
        var bytes: [UInt8] = []
        while case let byte = start.load(as: UInt8.self), byte != 0 {
            bytes.append(byte)
            start += 1
        }
        return bytes
    }
}
