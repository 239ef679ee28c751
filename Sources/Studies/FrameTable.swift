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
    /// The classes that each scored frame belongs to.
    ///
    /// - Precondition: the sample has labels of its frames, one for each of the scan's.
    fileprivate var frameClasses: [[Int]] {
        frames.map { frame in sample.frameLabels?.classes[frame.place] ?? [] }
    }

    /// What the table of frames says of the truth.
    fileprivate func frameNames(_ classes: [String]) -> [String] {
        frameClasses.map { Cohort.name(of: $0.map { classes[$0] }) }
    }
}

extension [ScoredRow] {
    /// The frames for `Evaluation`, each with its scan's patient, where labels do not exclude each other.
    func scoredFrameFindings(of classes: Int) throws(EvaluationError) -> ScoredFindings {
        try ScoredFindings(
            probabilities: flatMap { $0.frames.map(\.probabilities) },
            findings: flatMap { $0.frameClasses.map { found in (0..<classes).map(found.contains) } },
            patients: flatMap { row in row.frames.map { _ in row.sample.patient } })
    }

    /// The frames for `Evaluation`, each with its scan's patient.
    func scoredFrames(in cohort: Cohort) throws(EvaluationError) -> ScoredSamples {
        try ScoredSamples(
            probabilities: flatMap { $0.frames.flatMap(\.probabilities) },
            labels: flatMap { $0.frameClasses.map { $0.first ?? 0 } }, classCount: cohort.classes.count,
            positiveClass: cohort.positiveClass, patients: flatMap { row in row.frames.map { _ in row.sample.patient } }
        )
    }
}

/// The table `frames.csv`: `sample,patient,fold,frame,label,p_<class>…`, and where samples were scored several times `repeat` and
/// `seed` after `fold`. A frame that the preparation repeats has several rows, and one that it leaves out none.
enum FrameTable {
    /// The text of a table with further columns, whose cells are equal for all rows of a group.
    static func text(
        _ groups: [(cells: [String], rows: [ScoredRow])], columns: [String] = [], classes: [String]
    ) -> String {
        let header = ["sample", "patient", "fold"] + columns + ["frame", "label"] + classes.map { "p_\($0)" }
        var text = CSVWriter.row(header)
        for (cells, rows) in groups {
            for row in rows {
                for (frame, name) in zip(row.frames, row.frameNames(classes)) {
                    let figures = frame.probabilities.map { "\($0)" }
                    text += CSVWriter.row(row.place + cells + ["\(frame.place)", name] + figures)
                }
            }
        }
        return text
    }

    /// Adds to rows what the table that a unit wrote says of their frames.
    ///
    /// - Throws: `StudyError.damagedUnit`, also where a frame is not of one of the rows, or has another label.
    static func read(_ path: FilePath, into rows: inout [ScoredRow], classes: [String]) throws(StudyError) {
        let table: DelimitedTable
        do {
            table = try DelimitedTable.read(path)
        } catch {
            throw .damagedUnit(path, problem: "\(error)")
        }
        guard table.columns.count == 5 + classes.count else {
            throw .damagedUnit(path, problem: "it has \(table.columns.count) columns for \(classes.count) classes")
        }
        var places: [String: Int] = [:]
        for (place, row) in rows.enumerated() { places[CSVWriter.harmless(row.sample.id)] = place }
        for cells in table.rows {
            let probabilities = cells[5...].compactMap { Double($0.text) }
            guard let row = places[cells[0].text], let place = Int(cells[3].text),
                rows[row].sample.frameLabels?.classes.indices.contains(place) == true,
                probabilities.count == classes.count
            else { throw .damagedUnit(path, problem: "line \(cells[0].line) is no frame of a scan that was judged") }
            rows[row].frames.append(ScoredFrame(place: place, probabilities: probabilities))
            let name = rows[row].frameNames(classes).last ?? ""
            guard CSVWriter.harmless(name) == cells[4].text else {
                throw .damagedUnit(
                    path, problem: "line \(cells[0].line) says “\(cells[4].text)”, which is not the frame's label")
            }
        }
    }
}
