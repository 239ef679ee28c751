import Imaging
import SystemPackage

/// Reads a cohort from a table with a row for each scan.
struct ManifestReader {
    private var description: CohortDescription
    private let table: DelimitedTable
    private let root: FilePath

    init(_ description: CohortDescription, file: FilePath) throws(CohortError) {
        self.description = description
        table = try DelimitedTable.read(file)
        let folder = file.removingLastComponent()
        root = description.root.map { folder.pushing(FilePath($0)) } ?? folder
    }

    func cohort() throws(CohortError) -> Cohort {
        var reader = self
        return try reader.assemble()
    }

    private mutating func assemble() throws(CohortError) -> Cohort {
        guard !table.rows.isEmpty else { throw .emptyTable(table.file) }
        let path = try column(\.path, key: "path", what: "that of the files", guess: ColumnNames.path(in: table))
        let labels = try labelColumns()
        let label = labels[0]
        let frames = try description.frameLabels.map { name throws(CohortError) in try table.index(of: name) }
        let groups = try groupColumns(besides: label)
        let id = try description.id.map { name throws(CohortError) in try table.index(of: name) }
        let rows = try table.rows(where: description.where)
        try refuseDuplicates(in: rows, path: path, id: id)
        let sources = try sources(of: rows, path: path)
        var read: [ReadSample] = []
        for (row, source) in zip(rows, sources) {
            read.append(
                ReadSample(
                    id: id.map { row[$0].text }, source: source, path: row[path].text,
                    label: description.labels.isEmpty ? try text(of: row, label) : "",
                    findings: description.labels.isEmpty
                        ? [] : try Self.findings(of: row, columns: labels, in: table),
                    frames: try frames.map { column throws(CohortError) in
                        (try text(of: row, column), table.position(of: row[column]))
                    },
                    groups: groups.map { row[$0].text },
                    attributes: table.attributes(of: row),
                    position: table.position(of: row[label])))
        }
        return try CohortAssembly(
            read: read, description: description, origin: table.file, root: root,
            recognised: recognised(rows.count),
            hasPatients: !groups.isEmpty
        ).cohort()
    }

    /// The column that a key names, or the one that was guessed, which the description then names.
    private mutating func column(
        _ key: WritableKeyPath<CohortDescription, String?>, key name: String, what: String, guess: String?
    ) throws(CohortError) -> Int {
        guard let column = description[keyPath: key] ?? guess else {
            throw .noColumn(key: name, what: what, file: table.file, known: table.columns)
        }
        description[keyPath: key] = column
        return try table.index(of: column)
    }

    /// The column of the class, or those of the findings.
    private mutating func labelColumns() throws(CohortError) -> [Int] {
        guard description.labels.isEmpty else {
            var indices: [Int] = []
            for name in description.labels { indices.append(try table.index(of: name)) }
            return indices
        }
        return [
            try column(
                \.label, key: "label", what: "that of the classes",
                guess: ColumnNames.first(of: ColumnNames.label, in: table.columns))
        ]
    }

    private mutating func groupColumns(besides label: Int) throws(CohortError) -> [Int] {
        let guess = ColumnNames.first(of: ColumnNames.patient, in: table.columns).map { [$0] } ?? []
        let names = description.group?.names ?? guess
        description.group = NameList(names)
        var indices: [Int] = []
        for name in names { indices.append(try table.index(of: name)) }
        return indices
    }

    private func refuseDuplicates(in rows: [[DelimitedTable.Cell]], path: Int, id: Int?) throws(CohortError) {
        for column in [path, id].compactMap({ $0 }) {
            var first: [String: TextPosition] = [:]
            for row in rows {
                let text = try text(of: row, column)
                let name = column == path ? FilePath(text).lexicallyNormalized().string : text
                let position = table.position(of: row[column])
                if let earlier = first.updateValue(position, forKey: name) {
                    throw .duplicate(text, column: table.columns[column], position, first: earlier)
                }
            }
        }
    }

    /// The files and frame folders of the rows.
    private func sources(of rows: [[DelimitedTable.Cell]], path: Int) throws(CohortError) -> [ScanSource] {
        var sources: [ScanSource] = []
        var missing: [CohortError.MissingFile] = []
        for row in rows {
            let file = root.pushing(FilePath(row[path].text))
            switch Result(catching: { () throws(Errno) in try Stat(file).type }) {
            case .success(.regular): sources.append(.file(file))
            case .success(.directory): sources.append(.frames(file))
            case .success:
                missing.append(
                    .init(path: file, position: table.position(of: row[path]), reason: "is no file or folder"))
            case .failure(let code):
                let reason = code == .noSuchFileOrDirectory ? "is not there" : "cannot be read: \(code)"
                missing.append(.init(path: file, position: table.position(of: row[path]), reason: reason))
            }
        }
        guard missing.isEmpty else {
            throw .missingFiles(Array(missing.prefix(5)), count: missing.count, of: rows.count)
        }
        return sources
    }

    private func text(of row: [DelimitedTable.Cell], _ column: Int) throws(CohortError) -> String {
        let cell = row[column]
        guard !cell.text.isEmpty else { throw .emptyCell(column: table.columns[column], table.position(of: cell)) }
        return cell.text
    }

    private func recognised(_ kept: Int) -> String {
        let rows = kept == table.rows.count ? "\(kept) rows" : "\(kept) of \(table.rows.count) rows"
        let groups = description.group?.names ?? []
        let patient = groups.isEmpty ? "" : ", patient “\(groups.joined(separator: "” and “"))”"
        return "manifest \(table.file.lastComponent?.string ?? "") (\(rows); file “\(description.path ?? "")”, "
            + (description.labels.isEmpty ? "class “\(description.label ?? "")”" : "findings in columns of their own")
            + "\(patient))"
    }
}
