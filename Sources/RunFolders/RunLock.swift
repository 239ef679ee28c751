import Foundation
import SystemPackage

/// The right to write into a run folder, held while the object lives; a killed process loses it.
public final class RunLock: Sendable {
    private let path: FilePath
    private let file: FileDescriptor

    fileprivate init(path: FilePath, file: FileDescriptor) {
        self.path = path
        self.file = file
    }

    deinit {
        try? SystemCalls.remove(path)
        try? file.close()
    }
}

extension RunFolder {
    private var lockFile: FilePath { root.appending(".lock") }

    /// Takes the folder for this process and removes the temporary files of one that was killed.
    ///
    /// The lock is `flock` on a file that holds the process id and is removed at the end.
    ///
    /// - Throws: `RunFolderError.inUse` while another process, or another lock of this one, holds the folder.
    public func lock() throws(RunFolderError) -> RunLock {
        while true {
            let file = try RunFolderError.attempt(.lock, root) {
                try FileDescriptor.open(
                    lockFile, .readWrite, options: [.create, .closeOnExec],
                    permissions: FilePermissions(rawValue: 0o666))
            }
            do throws(RunFolderError) {
                guard try FileLock.lock(file, at: root) else { throw .inUse(root, process: Self.process(in: file)) }
                if isStill(file) {
                    try RunFolderError.attempt(.lock, root) {
                        try file.resize(to: 0)
                        _ = try file.writeAll("\(getpid())\n".utf8)
                    }
                    try removeTemporaryFiles()
                    return RunLock(path: lockFile, file: file)
                }
            } catch {
                try? file.close()
                throw error
            }
            try? file.close()
        }
    }

    /// The same where another process holds the folder for a while: it is asked for again and again.
    ///
    /// - Parameter isCancelled: asked every tenth of a second; a yes ends the waiting.
    /// - Returns: nil where the waiting was ended.
    /// - Throws: `RunFolderError.inUse` where the folder is still held after `patience`.
    public func lock(
        waiting patience: Duration, isCancelled: () -> Bool = { false }
    ) throws(RunFolderError) -> RunLock? {
        let clock = ContinuousClock()
        let end = clock.now + patience
        while true {
            do {
                return try lock()
            } catch {
                guard case .inUse = error, clock.now < end else { throw error }
                if isCancelled() { return nil }
                usleep(100_000)
            }
        }
    }

    /// Another process, or another lock of this one, that holds a folder.
    struct Holder {
        /// Nil where it is not known.
        var process: Int?
    }

    /// Who holds the folder; nil where nobody does.
    var holder: Holder? {
        guard let file = try? FileDescriptor.open(lockFile, .readOnly, options: .closeOnExec) else { return nil }
        defer { try? file.close() }
        return (try? FileLock.lock(file, at: root)) == false ? Holder(process: Self.process(in: file)) : nil
    }

    /// Whether the lock file that is open is the one that stands in the folder, not one that its holder removed.
    private func isStill(_ file: FileDescriptor) -> Bool {
        guard let held = try? Stat(file), let named = try? Stat(lockFile, followTargetSymlink: false) else {
            return false
        }
        return held.inode == named.inode && held.deviceID == named.deviceID
    }

    private static func process(in file: FileDescriptor) -> Int? {
        var buffer = [UInt8](repeating: 0, count: 32)
        guard let count = try? buffer.withUnsafeMutableBytes({ try file.read(fromAbsoluteOffset: 0, into: $0) }) else {
            return nil
        }
        return Int(String(decoding: buffer.prefix(count).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }

    /// Leaves alone the units that other processes still write, and their checkpoints.
    private func removeTemporaryFiles() throws(RunFolderError) {
        var busy: Set<FilePath> = []
        for name in (try? FolderListing.names(in: units)) ?? [] where RunFolder(unit(name).root).holder != nil {
            busy.formUnion([unit(name).root, unit(name).checkpoints])
        }
        var folders = [root]
        while let folder = folders.popLast() {
            if busy.contains(folder) { continue }
            for name in try FolderListing.names(in: folder) {
                let path = folder.appending(name)
                guard let kind = try? Stat(path, followTargetSymlink: false).type else { continue }
                if kind == .directory { folders.append(path) }
                if kind == .regular, AtomicFile.isTemporary(name.string) {
                    try SystemCalls.remove(path)
                }
            }
        }
    }
}
