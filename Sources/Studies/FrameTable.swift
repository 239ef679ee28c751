import Cohorts
import Evaluation
import RunFolders
import SystemPackage

/// What a unit's model says of one frame of a sample.
struct ScoredFrame: Hashable {
    /// The place in the scan as stored.
    var place: Int
    var probabilities: [Double]
}

extension ScoredRow {
    /// The classes that a scored frame belongs to.
    ///
    /// - Precondition: the sample has labels of its frames, one for each of the scan's.
    fileprivate func classes(of frame: ScoredFrame) -> [Int] {
        guard let labels = sample.frameLabels else { preconditionFailure("no labels of frames") }
        return labels.classes[frame.place]
    }

    /// What the table of frames says of the truth of one.
    fileprivate func name(of frame: ScoredFrame, _ classes: [String]) -> String {
        Cohort.name(of: self.classes(of: frame).map { classes[$0] })
    }
}

extension [ScoredRow] {
    /// The frames for `Evaluation`, each with its scan's patient, where labels do not exclude each other.
    func scoredFrameFindings(of classes: Int) throws(EvaluationError) -> ScoredFindings {
        try ScoredFindings(
            probabilities: flatMap { $0.frames.map(\.probabilities) },
            findings: flatMap { row in
                row.frames.map { frame in
                    let found = row.classes(of: frame)
                    return (0..<classes).map(found.contains)
                }
            },
            patients: flatMap { row in row.frames.map { _ in row.sample.patient } })
    }

    /// The frames for `Evaluation`, each with its scan's patient.
    ///
    /// - Precondition: each frame belongs to one class.
    func scoredFrames(in cohort: Cohort) throws(EvaluationError) -> ScoredSamples {
        var frames = try ScoredSamples(
            probabilities: flatMap { $0.frames.flatMap(\.probabilities) },
            labels: flatMap { row in row.frames.map { row.classes(of: $0)[0] } }, classCount: cohort.classes.count,
            positiveClass: cohort.positiveClass, patients: flatMap { row in row.frames.map { _ in row.sample.patient } }
        )
        frames.isOrdered = cohort.isOrdered
        return frames
    }
}

/// The table `frames.csv`: `sample,patient,fold,frame,label,p_<class>…`, and where samples were scored several times `repeat` and
/// `seed` after `fold`. A frame that the preparation repeats has several rows, and one that it leaves out none.
enum FrameTable {
    /// The text of a table with further columns, whose cells are equal for all rows of a group.
    static func text(
        _ groups: [(cells: [String], rows: [ScoredRow])], columns: [String] = [], classes: [String]
    ) -> String {
        var text = CSVWriter.row(header(columns, classes))
        for (cells, rows) in groups {
            for row in rows {
                for frame in row.frames {
                    let figures = frame.probabilities.map { "\($0)" }
                    text += CSVWriter.row(
                        row.place + cells + ["\(frame.place)", row.name(of: frame, classes)] + figures)
                }
            }
        }
        return text
    }

    /// A unit's frames are many more than a cohort's scans.
    private static let (byteLimit, rowLimit) = (512 << 20, 4_000_000)

    private static func header(_ columns: [String] = [], _ classes: [String]) -> [String] {
        ["sample", "patient", "fold"] + columns + ["frame", "label"] + classes.map { "p_\($0)" }
    }

    /// Adds to rows what the table that a unit wrote says of their frames.
    ///
    /// - Parameter count: how many frames the unit judged; nil where it does not say so.
    /// - Throws: `StudyError.damagedUnit`, also where a frame is not of one of the rows, has another label or is missing.
    static func read(
        _ path: FilePath, into rows: inout [ScoredRow], classes: [String], count: Int?
    ) throws(StudyError) {
        let table: DelimitedTable
        do {
            table = try DelimitedTable.read(path, byteLimit: byteLimit, rowLimit: rowLimit)
        } catch {
            throw .damagedUnit(path, problem: "\(error)")
        }
        let header = header([], classes)
        guard table.columns == header else {
            let found = table.columns.joined(separator: ", ")
            throw .damagedUnit(
                path, problem: "its columns are \(found), and should be \(header.joined(separator: ", "))")
        }
        var places: [String: Int] = [:]
        for (place, row) in rows.enumerated() { places[CSVWriter.harmless(row.sample.id)] = place }
        for cells in table.rows {
            let probabilities = cells[5...].compactMap { Double($0.text) }
            guard let row = places[cells[0].text], let place = Int(cells[3].text),
                rows[row].sample.frameLabels?.classes.indices.contains(place) == true,
                probabilities.count == classes.count
            else { throw .damagedUnit(path, problem: "line \(cells[0].line) is no frame of a scan that was judged") }
            let frame = ScoredFrame(place: place, probabilities: probabilities)
            guard CSVWriter.harmless(rows[row].name(of: frame, classes)) == cells[4].text else {
                throw .damagedUnit(
                    path, problem: "line \(cells[0].line) says “\(cells[4].text)”, which is not the frame's label")
            }
            rows[row].frames.append(frame)
        }
        if let row = rows.first(where: \.frames.isEmpty) {
            throw .damagedUnit(path, problem: "it has no frame of “\(row.sample.id)”, which was judged")
        }
        guard table.rows.count == count ?? table.rows.count else {
            throw .damagedUnit(path, problem: "it has \(table.rows.count) frames where \(count ?? 0) were judged")
        }
    }
}
