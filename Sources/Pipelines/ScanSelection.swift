import Cohorts
import Imaging
import SystemPackage

/// The scans that a person means by some paths.
public enum ScanSelection {
    /// Every scan below the paths: files, folders, frame folders, and the rows of manifests.
    ///
    /// - Parameter framesInFolders: whether the images directly in one folder are the frames of one scan.
    public static func scans(under paths: [FilePath], framesInFolders: Bool) throws -> [FoundScan] {
        try ScanFinder.scans(under: paths, framesInFolders: framesInFolders)
    }
}
