import ArgumentParser
import Imaging
import SystemPackage

/// Paths that a command takes from a file besides those that are named.
struct PathList: ParsableArguments {
    @Option(help: ArgumentHelp("Read further paths from this file, one a line.", valueName: "file"))
    var list: ScanPath?

    @Flag(help: "NUL, not a line break, stands between the paths of --list (as find -print0 writes them).")
    var null = false

    /// The most bytes that a list may have.
    private static let limit = 1 << 30

    func validate() throws {
        if null, list == nil { throw ValidationError("--null says how --list is read; name the file with --list FILE") }
    }

    /// The named paths, then those of the list.
    func paths(besides named: [ScanPath]) throws -> [FilePath] {
        guard let list else { return named.map(\.path) }
        let separator: UInt8 = null ? 0 : UInt8(ascii: "\n")
        let bytes = try read(list.path)
        if !null, bytes.contains(0) {
            throw ValidationError(
                "\(list.path.printable) holds NUL characters; say --null if they stand between the paths")
        }
        let listed = bytes.split(separator: separator).map { line in
            FilePath(bytes: !null && line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        }
        return named.map(\.path) + listed.filter { !$0.isEmpty }
    }

    private func read(_ path: FilePath) throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            try file.closeAfter {
                var block = [UInt8](repeating: 0, count: 1 << 16)
                while case let count = try block.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 {
                    bytes += block.prefix(count)
                    guard bytes.count <= Self.limit else { throw Errno.fileTooLarge }
                }
            }
        } catch let code as Errno {
            throw ValidationError("cannot read the list \(path.printable): \(code)")
        }
        return bytes
    }
}
