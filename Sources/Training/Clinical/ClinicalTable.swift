import Cohorts
import SystemPackage

/// The clinical values of scans that are to be classified, by their paths.
public struct ClinicalTable: Sendable {
    private var values: [FilePath: [Double?]] = [:]

    /// A table without rows.
    public init() {}

    /// Reads the columns from manifests, which list the scans' paths.
    ///
    /// A manifest without one of the columns gives no value for it.
    ///
    /// - Throws: `CohortError` where a table cannot be read or a cell holds something else than a number.
    public init(_ columns: [String], in manifests: [FilePath]) throws(CohortError) {
        for manifest in manifests {
            for row in try ManifestPaths.rows(of: manifest) {
                values[row.path.lexicallyNormalized()] = try row.clinical(columns)
            }
        }
    }

    /// What is known of the scan at `path`, one value a column; nil where no row lists it.
    public subscript(path: FilePath) -> [Double?]? { values[path.lexicallyNormalized()] }
}
