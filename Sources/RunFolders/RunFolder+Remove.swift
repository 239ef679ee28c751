import SystemPackage

extension RunFolder {
    /// Removes the files directly in the folder whose names `isMeant` accepts; a folder that is not there holds none.
    ///
    /// - Throws: `RunFolderError.failed` where the folder cannot be read or a file cannot be removed.
    public func removeFiles(where isMeant: (String) -> Bool) throws(RunFolderError) {
        let names: [FilePath.Component]
        do throws(RunFolderError) {
            names = try FolderListing.names(in: root)
        } catch .failed(_, _, .noSuchFileOrDirectory) {
            return
        }
        for name in names where isMeant(name.string) {
            let path = root.appending(name)
            guard (try? Stat(path, followTargetSymlink: false).type) != .directory else { continue }
            try SystemCalls.remove(path)
        }
    }
}
