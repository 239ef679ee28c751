import Foundation
import SystemPackage

/// The advisory lock of an open file, which the system gives back when the last descriptor of it closes.
enum FileLock {
    /// Whether the lock was free and is now ours.
    static func lock(_ file: FileDescriptor, at path: FilePath) throws(RunFolderError) -> Bool {
        while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
            switch Errno(rawValue: errno) {
            case .interrupted: continue
            case .wouldBlock: return false
            case let code: throw .failed(.lock, path, code)
            }
        }
        return true
    }
}
