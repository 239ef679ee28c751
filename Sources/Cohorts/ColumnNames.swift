/// Which columns are taken when the description names none.
enum ColumnNames {
    static let path = [
        "path", "file", "filename", "file_name", "filepath", "file_path", "image", "image_path", "image_file", "scan",
        "frames_dir", "frames",
    ]
    static let label = ["class", "label", "diagnosis", "dx", "target", "category", "group"]
    static let patient = [
        "patient_id", "patient", "patientid", "subject_id", "subject", "participant_id", "participant",
    ]
    static let split = ["split", "part", "partition", "subset", "set"]
    /// Columns whose integers may give the order of the classes.
    static let order = ["label", "label_id", "class_id", "class_index", "target"]

    /// The first column that has one of the names, without regard to case.
    static func first(of names: [String], in columns: [String]) -> String? {
        for name in names {
            if let column = columns.first(where: { $0.lowercased() == name }) { return column }
        }
        return nil
    }

    /// The column of the files: one with a common name, else one whose name starts with `path_` or ends with `_path`;
    /// among those of the second kind the one with the fewest empty cells.
    static func path(in table: DelimitedTable) -> String? {
        if let column = first(of: path, in: table.columns) { return column }
        let candidates = table.columns.indices.filter {
            let name = table.columns[$0].lowercased()
            return name.hasPrefix("path_") || name.hasSuffix("_path")
        }
        let empty = candidates.map { index in table.rows.count { $0[index].text.isEmpty } }
        guard let best = candidates.indices.min(by: { empty[$0] < empty[$1] }) else { return nil }
        return table.columns[candidates[best]]
    }
}
