import SystemPackage

/// The files or frame folders that a manifest lists, for those who need no labels.
public enum ManifestPaths {
    /// Whether a path is named like a manifest.
    public static func isManifest(_ path: FilePath) -> Bool {
        ["csv", "tsv"].contains(path.extension?.lowercased() ?? "") && (try? Stat(path).type) == .regular
    }

    /// The paths of the manifest's rows, relative ones below its own folder, in its order.
    ///
    /// - Throws: `CohortError` where the table cannot be read or no column has the name of a path.
    public static func read(_ file: FilePath) throws(CohortError) -> [FilePath] {
        let table = try DelimitedTable.read(file)
        guard let column = ColumnNames.path(in: table) else {
            throw .noColumn(key: "path", what: "that of the files", file: file, known: table.columns)
        }
        let index = try table.index(of: column)
        let folder = file.removingLastComponent()
        return table.rows.map { $0[index].text }.filter { !$0.isEmpty }.map { folder.pushing(FilePath($0)) }
    }
}
