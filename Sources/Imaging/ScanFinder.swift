import SystemPackage

/// Finds the scans among files and folders.
public enum ScanFinder {
    /// Every scan below the paths: files that have a scan's ending or a scan's content, in natural order.
    ///
    /// Folders are searched recursively, linked folders are not followed, a .hdr/.img pair counts once.
    ///
    /// - Parameter framesInFolders: whether the images directly in a folder are the frames of one scan.
    /// - Throws: `ScanError` where a named path does not exist or a folder cannot be listed.
    public static func scans(under paths: [FilePath], framesInFolders: Bool = false) throws(ScanError) -> [FoundScan] {
        throw ScanError(path: paths.first ?? ".", reason: .unsupported("not there yet"))
    }
}
