import Imaging
import RunFolders
import SystemPackage

/// What lies in a folder.
enum Folder {
    /// The names of the folders in a folder, in natural order; links are not followed. Names that begin with a dot and
    /// `__MACOSX`, which archives made on a Mac bring along, are left out.
    ///
    /// - Throws: `CohortError.unreadable` where the folder cannot be listed.
    static func subfolders(of folder: FilePath) throws(CohortError) -> [FilePath.Component] {
        let names: [FilePath.Component]
        do throws(RunFolderError) {
            names = try FolderListing.names(in: folder)
        } catch {
            throw .unreadable(error.description)
        }
        return names.filter { name in
            !name.string.hasPrefix(".") && name.string != "__MACOSX"
                && (try? Stat(folder.appending(name), followTargetSymlink: false).type) == .directory
        }.sorted { NaturalOrder.precedes(FilePath(root: nil, [$0]), FilePath(root: nil, [$1])) }
    }

    /// The scans below a folder, in natural order.
    ///
    /// - Throws: `CohortError.unreadable` where the folder cannot be listed.
    static func scans(below folder: FilePath, frames: Bool = false) throws(CohortError) -> [FoundScan] {
        do throws(ScanError) {
            return try ScanFinder.scans(under: [folder], framesInFolders: frames)
        } catch {
            throw .unreadable("\(error)")
        }
    }
}
