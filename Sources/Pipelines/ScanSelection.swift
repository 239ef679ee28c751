import Cohorts
import Imaging
import SystemPackage

/// The scans that a person means by some paths.
public enum ScanSelection {
    /// Every scan below the paths: files, folders, frame folders, and what manifests (CSV, TSV) list.
    ///
    /// - Parameter framesInFolders: whether the images directly in one folder are the frames of one scan.
    public static func scans(under paths: [FilePath], framesInFolders: Bool) throws -> [FoundScan] {
        var expanded: [FilePath] = []
        for path in paths {
            expanded += ManifestPaths.isManifest(path) ? try ManifestPaths.read(path) : [path]
        }
        return try ScanFinder.scans(under: expanded, framesInFolders: framesInFolders)
    }

    /// Those of the paths that are manifests.
    public static func manifests(among paths: [FilePath]) -> [FilePath] { paths.filter(ManifestPaths.isManifest) }
}
