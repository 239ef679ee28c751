import Imaging
import SystemPackage

/// Reads a cohort from a manifest, a BIDS tree or a class-per-folder tree.
public enum CohortReader {
    /// The names under which a manifest is looked for in a folder, the likeliest first.
    static let manifestNames = ["labels.csv", "labels.tsv", "manifest.csv", "manifest.tsv"]

    /// Reads the cohort that `description` describes below `folder`.
    ///
    /// Without a manifest's name the folder is searched for `labels.csv` and the like, for `participants.tsv` of a
    /// BIDS tree, and for one folder a class, in this order.
    ///
    /// - Throws: `CohortError` with file, line and column where there are any.
    public static func read(_ description: CohortDescription, folder: FilePath) throws(CohortError) -> Cohort {
        let cohort = try whole(description, folder: folder)
        guard let count = description.sample else { return cohort }
        return try cohort.sampled(count)
    }

    private static func whole(_ description: CohortDescription, folder: FilePath) throws(CohortError) -> Cohort {
        let cohort = try assembled(description, folder: folder)
        try cohort.checkClinical()
        return cohort
    }

    private static func assembled(
        _ description: CohortDescription, folder: FilePath
    ) throws(CohortError) -> Cohort {
        if let manifest = description.manifest {
            return try ManifestReader(description, file: folder.pushing(FilePath(manifest))).cohort()
        }
        switch (try? Stat(folder).type) {
        case .directory?: break
        case nil: throw .unreadable("\(folder.printable): no such file or folder; correct the path")
        default: return try ManifestReader(description, file: folder).cohort()
        }
        if let manifest = manifest(in: folder) {
            return try ManifestReader(description, file: manifest).cohort()
        }
        if isFile(folder.appending("participants.tsv")) {
            return try BIDSReader(description, folder: folder).cohort()
        }
        return try ClassFolderReader(description, folder: folder).cohort()
    }

    /// The manifest in a folder, by its name.
    static func manifest(in folder: FilePath) -> FilePath? {
        manifestNames.lazy.map { folder.appending($0) }.first(where: isFile)
    }

    private static func isFile(_ path: FilePath) -> Bool { (try? Stat(path).type) == .regular }
}
