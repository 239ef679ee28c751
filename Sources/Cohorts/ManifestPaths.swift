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
    public static func read(_ file: FilePath) throws(CohortError) -> [FilePath] { try rows(of: file).map(\.path) }

    /// A row that lists a scan.
    public struct Row: Sendable {
        public var path: FilePath
        private var attributes: [String: String]
        private var position: TextPosition

        fileprivate init(path: FilePath, attributes: [String: String], position: TextPosition) {
            (self.path, self.attributes, self.position) = (path, attributes, position)
        }

        /// The values of some columns; nil for each that is missing, or that the table does not have.
        ///
        /// - Throws: `CohortError.notANumber`.
        public func clinical(_ columns: [String]) throws(CohortError) -> [Double?] {
            var values: [Double?] = []
            for column in columns {
                let text = attributes[column] ?? ""
                do {
                    values.append(try ClinicalValues.parse(text))
                } catch {
                    throw .notANumber(text, column: column, position)
                }
            }
            return values
        }
    }

    /// The rows that list a scan, in the table's order.
    ///
    /// - Throws: as `read`.
    public static func rows(of file: FilePath) throws(CohortError) -> [Row] {
        let table = try DelimitedTable.read(file)
        guard let column = ColumnNames.path(in: table) else {
            throw .noColumn(key: "path", what: "that of the files", file: file, known: table.columns)
        }
        let index = try table.index(of: column)
        let folder = file.removingLastComponent()
        return table.rows.filter { !$0[index].text.isEmpty }.map { row in
            Row(
                path: folder.pushing(FilePath(row[index].text)), attributes: table.attributes(of: row),
                position: table.position(of: row[index]))
        }
    }
}
