import Imaging
import SystemPackage

/// Reads a BIDS tree: one row of participants.tsv for each patient, images in `sub-*/[ses-*/]<type>/`.
struct BIDSReader {
    private var description: CohortDescription
    private let folder: FilePath
    private let table: DelimitedTable

    init(_ description: CohortDescription, folder: FilePath) throws(CohortError) {
        (self.description, self.folder) = (description, folder)
        table = try DelimitedTable.read(folder.appending("participants.tsv"))
    }

    /// One image and the row of its patient.
    private struct Image {
        var path: FilePath
        var row: [DelimitedTable.Cell]
        var suffix: String
    }

    func cohort() throws(CohortError) -> Cohort {
        guard !table.rows.isEmpty else { throw .emptyTable(table.file) }
        let patient = try table.index(of: "participant_id")
        let columns = table.columns.filter { $0 != "participant_id" }
        guard let name = description.label ?? ColumnNames.first(of: ColumnNames.label, in: columns) else {
            throw .noColumn(key: "label", what: "that of the classes", file: table.file, known: columns)
        }
        let label = try table.index(of: name)
        let rows = try table.rows(where: description.where)
        try refuseDuplicates(in: rows, patient: patient)
        let (images, suffix) = try chosen(among: try images(of: rows, patient: patient))
        var read: [ReadSample] = []
        for image in images {
            var path = image.path
            _ = path.removePrefix(folder)
            let text = image.row[label].text
            guard !text.isEmpty, text != "n/a" else {
                throw .emptyCell(column: name, table.position(of: image.row[label]))
            }
            read.append(
                ReadSample(
                    source: .file(image.path), path: path.string, label: text, groups: [image.row[patient].text],
                    attributes: table.attributes(of: image.row), position: table.position(of: image.row[label])))
        }
        var filled = description
        (filled.label, filled.suffix, filled.group) = (name, suffix, ["participant_id"])
        let pictured = Set(read.flatMap(\.groups))
        let without = rows.map { $0[patient].text }.filter { !pictured.contains($0) }
        return try CohortAssembly(
            read: read, description: filled, origin: table.file, root: folder,
            recognised: "BIDS tree \(folder.printable) (images “\(suffix)”, class “\(name)” of participants.tsv)",
            notes: try unlisted(patient: patient)
                + (without.isEmpty
                    ? [] : ["\(without.count) participants have no image “\(suffix)”: \(without.brief)"]),
            hasPatients: true
        ).cohort()
    }

    private func refuseDuplicates(in rows: [[DelimitedTable.Cell]], patient: Int) throws(CohortError) {
        var first: [String: TextPosition] = [:]
        for row in rows {
            let position = table.position(of: row[patient])
            guard !row[patient].text.isEmpty else { throw .emptyCell(column: "participant_id", position) }
            if let earlier = first.updateValue(position, forKey: row[patient].text) {
                throw .duplicate(row[patient].text, column: "participant_id", position, first: earlier)
            }
        }
    }

    /// The NIfTI images of the participants; each participant must have a folder.
    private func images(of rows: [[DelimitedTable.Cell]], patient: Int) throws(CohortError) -> [Image] {
        var images: [Image] = []
        var missing: [CohortError.MissingFile] = []
        for row in rows {
            let cell = row[patient]
            let subject = folder.appending(cell.text.hasPrefix("sub-") ? cell.text : "sub-\(cell.text)")
            guard (try? Stat(subject).type) == .directory else {
                missing.append(.init(path: subject, position: table.position(of: cell), reason: "is no folder"))
                continue
            }
            for scan in try Folder.scans(below: subject) {
                guard let suffix = Self.suffix(of: scan.source.path) else { continue }
                images.append(Image(path: scan.source.path, row: row, suffix: suffix))
            }
        }
        guard missing.isEmpty else {
            throw .missingFiles(Array(missing.prefix(5)), count: missing.count, of: rows.count)
        }
        return images
    }

    /// The images with the suffix that the description names, or with the only one there is.
    private func chosen(among images: [Image]) throws(CohortError) -> (images: [Image], suffix: String) {
        let counts = Dictionary(images.map { ($0.suffix, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
        if let suffix = description.suffix {
            let chosen = images.filter { $0.suffix == suffix }
            guard !chosen.isEmpty else { throw .unknownSuffix(suffix, folder, known: counts.map(\.key)) }
            return (chosen, suffix)
        }
        guard let only = counts.first else {
            throw .unrecognised(folder, found: "participants.tsv is there, but no image sub-*/…/sub-*_….nii.gz")
        }
        guard counts.count == 1 else { throw .severalSuffixes(counts.map { "\($0.key) (\($0.value))" }, folder) }
        return (images, only.key)
    }

    /// What follows the last underscore in the name of a NIfTI file, such as `T1w`.
    private static func suffix(of path: FilePath) -> String? {
        guard let name = path.lastComponent?.string,
            let ending = [".nii.gz", ".nii"].first(where: name.hasSuffix),
            let underscore = name.lastIndex(of: "_")
        else { return nil }
        return String(name[name.index(after: underscore)...].dropLast(ending.count))
    }

    /// A note on the participants' folders that the table does not list.
    private func unlisted(patient: Int) throws(CohortError) -> [String] {
        let listed = Set(table.rows.map { $0[patient].text })
        let folders = try Folder.subfolders(of: folder).map(\.string).filter {
            $0.hasPrefix("sub-") && !listed.contains($0) && !listed.contains(String($0.dropFirst(4)))
        }
        return folders.isEmpty ? [] : ["participants.tsv does not list \(folders.count) folders: \(folders.brief)"]
    }
}

extension [String] {
    /// The first few, joined by commas.
    fileprivate var brief: String { prefix(5).joined(separator: ", ") + (count > 5 ? ", …" : "") }
}
