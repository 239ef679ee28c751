import Foundation
import SystemPackage

/// The calls that `FileDescriptor` lacks, with paths as raw bytes and error numbers as `RunFolderError.failed`.
enum SystemCalls {
    static func rename(_ path: FilePath, to target: FilePath) throws(RunFolderError) {
        try check(.rename, target) {
            path.withPlatformString { old in target.withPlatformString { Foundation.rename(old, $0) } }
        }
    }

    /// Removes a file; one that is gone already is no error.
    static func remove(_ path: FilePath) throws(RunFolderError) {
        do throws(RunFolderError) {
            try check(.remove, path) { path.withPlatformString { unlink($0) } }
        } catch .failed(_, _, .noSuchFileOrDirectory) {
            return
        }
    }

    /// Removes an empty folder; one that is gone already, or holds what others still need, is no error.
    static func removeFolder(_ path: FilePath) throws(RunFolderError) {
        do throws(RunFolderError) {
            try check(.remove, path) { path.withPlatformString { rmdir($0) } }
        } catch .failed(_, _, .noSuchFileOrDirectory), .failed(_, _, .directoryNotEmpty) {
            return
        }
    }

    /// Waits until the content of an open file is on the disk.
    static func sync(_ file: FileDescriptor, at path: FilePath) throws(RunFolderError) {
        try check(.sync, path) { fsync(file.rawValue) }
    }

    /// Waits until the names in the folder of `path` are on the disk, where the file system can do that for folders.
    static func syncFolder(of path: FilePath) throws(RunFolderError) {
        let folder = folder(of: path)
        let descriptor = try RunFolderError.attempt(.sync, folder) {
            try FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
        }
        defer { try? descriptor.close() }
        do throws(RunFolderError) {
            try sync(descriptor, at: folder)
        } catch .failed(_, _, .invalidArgument) {
            return
        }
    }

    /// Makes a folder and those above it; folders that exist are kept.
    static func makeFolder(_ path: FilePath) throws(RunFolderError) {
        if let kind = try? Stat(path).type {
            guard kind == .directory else { throw .notAFolder(path, kind) }
            return
        }
        let parent = folder(of: path)
        if parent != path { try makeFolder(parent) }
        do throws(RunFolderError) {
            try check(.create, path) { path.withPlatformString { mkdir($0, 0o777) } }
        } catch .failed(_, _, .fileExists) {
            let kind = try RunFolderError.attempt(.create, path) { try Stat(path).type }
            guard kind == .directory else { throw .notAFolder(path, kind) }
        }
    }

    /// The folder that holds `path`: `.` for a bare name.
    static func folder(of path: FilePath) -> FilePath {
        let folder = path.removingLastComponent()
        return folder.isEmpty ? "." : folder
    }

    private static func check(
        _ operation: RunFolderError.Operation, _ path: FilePath, _ call: () -> CInt
    ) throws(RunFolderError) {
        while call() != 0 {
            let code = Errno(rawValue: errno)
            guard code == .interrupted else { throw .failed(operation, path, code) }
        }
    }
}
