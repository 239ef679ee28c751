import Cohorts
import Foundation
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

    /// The scans that do not lie in `folder`, where an earlier command wrote; those that were searched for in it stay.
    public static func scans(_ scans: [FoundScan], outside folder: FilePath) -> [FoundScan] {
        let own = absolute(folder)
        return scans.filter { !absolute($0.source.path).starts(with: own) || absolute($0.root).starts(with: own) }
    }

    private static func absolute(_ path: FilePath) -> FilePath {
        FilePath(FileManager.default.currentDirectoryPath).pushing(path).lexicallyNormalized()
    }

    /// Those of the paths that are manifests.
    public static func manifests(among paths: [FilePath]) -> [FilePath] { paths.filter(ManifestPaths.isManifest) }
}
