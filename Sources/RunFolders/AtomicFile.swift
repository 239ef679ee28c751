import Foundation
import SystemPackage

/// Writes a file so that its name shows either the old content or all of the new one, even after a power cut.
public enum AtomicFile {
    /// The ending of temporary files, by which those of a killed process are known.
    static let temporaryEnding = ".partial"

    /// Whether a file of that name is one of its temporary files: a dot, a number to the base 36, the ending.
    static func isTemporary(_ name: String) -> Bool {
        guard name.hasPrefix("."), name.hasSuffix(temporaryEnding) else { return false }
        return UInt64(name.dropFirst().dropLast(temporaryEnding.count), radix: 36) != nil
    }

    /// Writes `bytes` to a temporary file in the same folder, syncs it, renames it to `path` and syncs the folder.
    ///
    /// Where `path` is a link, the file it leads to is replaced and the link stays. On failure the temporary file is
    /// removed and the old content stays.
    ///
    /// - Throws: `RunFolderError.cannotReplace` where `path` is a folder, FIFO, socket, device or dangling link;
    ///   `.failed` with `path` where the system refuses (no space, read-only, no permission, no such folder).
    public static func write(_ bytes: [UInt8], to path: FilePath) throws(RunFolderError) {
        let target = try replaceableFile(at: path)
        let (temporary, file) = try makeTemporary(beside: target)
        do throws(RunFolderError) {
            do throws(RunFolderError) {
                try RunFolderError.attempt(.write, target) { _ = try file.writeAll(bytes) }
                try SystemCalls.sync(file, at: target)
            } catch {
                try? file.close()
                throw error
            }
            try RunFolderError.attempt(.write, target) { try file.close() }
            try SystemCalls.rename(temporary, to: target)
        } catch {
            try? SystemCalls.remove(temporary)
            throw error
        }
        try SystemCalls.syncFolder(of: target)
    }

    /// Writes `text` as UTF-8.
    public static func write(_ text: String, to path: FilePath) throws(RunFolderError) {
        try write(Array(text.utf8), to: path)
    }

    /// The file that a write to `path` replaces: `path`, or where it is a link, the file behind it.
    private static func replaceableFile(at path: FilePath) throws(RunFolderError) -> FilePath {
        guard let kind = try? Stat(path, followTargetSymlink: false).type else { return path }
        guard kind == .symbolicLink else {
            guard kind == .regular else { throw .cannotReplace(path, kind) }
            return path
        }
        guard let behind = try? Stat(path).type else { throw .cannotReplace(path, kind) }
        guard behind == .regular else { throw .cannotReplace(path, behind) }
        let target = path.withPlatformString { link -> FilePath? in
            guard let resolved = realpath(link, nil) else { return nil }
            defer { free(resolved) }
            return FilePath(platformString: resolved)
        }
        guard let target else { throw .failed(.create, path, Errno(rawValue: errno)) }
        return target
    }

    /// A new, empty file of a name that no other process takes.
    private static func makeTemporary(
        beside target: FilePath
    ) throws(RunFolderError) -> (path: FilePath, file: FileDescriptor) {
        while true {
            let name = ".\(String(UInt64.random(in: .min ... .max), radix: 36))\(temporaryEnding)"
            let temporary = SystemCalls.folder(of: target).appending(name)
            do {
                let file = try FileDescriptor.open(
                    temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                    permissions: FilePermissions(rawValue: 0o666))
                return (temporary, file)
            } catch Errno.fileExists {
                continue
            } catch {
                throw .failed(.create, target, (error as? Errno) ?? .ioError)
            }
        }
    }
}
