import SystemPackage

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A regular file that is open for reading; closed when the last reference goes.
final class ScanFile {
    /// Its size in bytes when it was opened.
    let size: Int
    private let descriptor: Int32

    /// Opens a file after looking at what it is: a named pipe would block for ever, a device never end.
    init(_ path: FilePath) throws(ScanError.Reason) {
        if let kind = try Self.kind(of: path) { throw .notAFile(kind) }
        let opened = path.withPlatformString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY) }
        guard opened >= 0 else { throw .system(operation: "open", Errno(rawValue: errno)) }
        var status = stat()
        guard fstat(opened, &status) == 0 else {
            let code = Errno(rawValue: errno)
            close(opened)
            throw .system(operation: "look at", code)
        }
        if let kind = Self.kind(status) {
            close(opened)
            throw .notAFile(kind)
        }
        descriptor = opened
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Reads from a place in the file until the buffer is full or the file ends; returns how many bytes were read.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(ScanError.Reason) -> Int {
        guard let start = buffer.baseAddress else { return 0 }
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, start + done, min(buffer.count - done, 1 << 30), off_t(offset + done))
            if count > 0 {
                done += count
            } else if count == 0 {
                break
            } else if errno != EINTR {
                throw .system(operation: "read", Errno(rawValue: errno))
            }
        }
        return done
    }

    /// What stands under a path, links followed; nil for a regular file.
    static func kind(of path: FilePath) throws(ScanError.Reason) -> FileKind? {
        var status = stat()
        guard path.withPlatformString({ stat($0, &status) }) == 0 else {
            throw .system(operation: "open", Errno(rawValue: errno))
        }
        return kind(status)
    }

    /// Whether the path itself, not followed, is a link.
    static func isLink(_ path: FilePath) -> Bool {
        var status = stat()
        return path.withPlatformString { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    private static func kind(_ status: stat) -> FileKind? {
        switch status.st_mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: .folder
        case S_IFIFO: .pipe
        case S_IFSOCK: .socket
        case S_IFCHR, S_IFBLK: .device
        default: .other
        }
    }
}
