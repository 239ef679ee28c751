import Foundation
import SystemPackage

/// Lists what lies in a folder.
public enum FolderListing {
    /// The names of the files and folders directly in a folder, as raw bytes and in no particular order.
    ///
    /// - Throws: `RunFolderError.failed` where the folder cannot be read.
    public static func names(in folder: FilePath) throws(RunFolderError) -> [FilePath.Component] {
        guard let stream = folder.withPlatformString({ opendir($0) }) else {
            throw .failed(.read, folder, Errno(rawValue: errno))
        }
        defer { closedir(stream) }
        var names: [FilePath.Component] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(
                    to: CInterop.PlatformChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)
                ) {
                    FilePath.Component(platformString: $0)
                }
            }
            if let name, name.kind == .regular { names.append(name) }
        }
        // Only errno tells a broken listing from its end.
        guard errno == 0 else { throw .failed(.read, folder, Errno(rawValue: errno)) }
        return names
    }
}
