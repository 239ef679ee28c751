import Cohorts
import Evaluation
import Foundation
import RunFolders
import SystemPackage

/// What a unit's model says of one sample that it did not learn from: a row of `predictions.csv`.
struct ScoredRow: Hashable {
    var sample: Sample
    /// The fold that it was judged in; nil in a test part.
    var fold: Int?
    var decision: Int
    var probabilities: [Double]
    /// What it says of each frame, where samples have labels of their frames.
    var frames: [ScoredFrame] = []
    /// Whether the model answers rather than abstains.
    var isAnswered = true
}

extension ScoredRow {
    /// Whether each finding is decided on, from a probability of ½ on; empty where the classes exclude each other.
    var findings: [Bool] { sample.findings.isEmpty ? [] : probabilities.map { $0 >= 0.5 } }

    /// What the table says of the truth and of the decision.
    fileprivate func names(_ classes: [String]) -> [String] {
        guard !sample.findings.isEmpty else { return [classes[sample.label], classes[decision]] }
        return [sample.findings, findings].map { Cohort.name(of: zip(classes, $0).filter(\.1).map(\.0)) }
    }

    /// What a row of the table begins with.
    var place: [String] { [sample.id, sample.patient, fold.map(String.init) ?? ""] }
}

extension [ScoredRow] {
    /// The samples for `Evaluation`, where they have findings that do not exclude each other.
    func scoredFindings() throws(EvaluationError) -> ScoredFindings {
        try ScoredFindings(
            probabilities: map(\.probabilities), findings: map(\.sample.findings), patients: map(\.sample.patient))
    }

    /// The samples for `Evaluation`; decisions that follow from the probabilities are left to them.
    func scored(in cohort: Cohort) throws(EvaluationError) -> ScoredSamples {
        var samples = try ScoredSamples(
            probabilities: flatMap(\.probabilities), labels: map(\.sample.label), classCount: cohort.classes.count,
            positiveClass: cohort.positiveClass, patients: map(\.sample.patient))
        samples.isOrdered = cohort.isOrdered
        let decisions = map(\.decision)
        return decisions == samples.mostProbable ? samples : try samples.deciding(decisions)
    }
}

/// The table `predictions.csv`: `sample,patient,fold,label,class,p_<class>…`, and where samples were scored several times
/// `repeat` and `seed` after `fold`.
enum PredictionTable {
    /// The text of the table.
    static func text(_ rows: [ScoredRow], classes: [String]) -> String {
        text([([], rows)], columns: [], classes: classes)
    }

    /// The text of a table with further columns, whose cells are equal for all rows of a group.
    static func text(
        _ groups: [(cells: [String], rows: [ScoredRow])], columns: [String], classes: [String]
    ) -> String {
        let header = ["sample", "patient", "fold"] + columns + ["label", "class"] + classes.map { "p_\($0)" }
        return CSVWriter.row(header)
            + groups.flatMap { group in
                group.rows.map { row in
                    CSVWriter.row(row.place + group.cells + row.names(classes) + row.probabilities.map { "\($0)" })
                }
            }.joined()
    }

    /// Reads the table that a unit wrote for these samples, in their order.
    ///
    /// - Throws: `StudyError.damagedUnit`, also where a row is about another sample, or about this one with another label.
    static func read(_ path: FilePath, samples: [Sample], classes: [String]) throws(StudyError) -> [ScoredRow] {
        let table: PredictionRows
        do {
            table = try PredictionRows(DelimitedTable.read(path))
        } catch {
            throw .damagedUnit(path, problem: "\(error)")
        }
        guard table.classes == classes, table.columnsOfPlace == ["fold"], table.rows.count == samples.count else {
            throw .damagedUnit(
                path, problem: "it has \(table.rows.count) rows where \(samples.count) scans were judged")
        }
        var rows: [ScoredRow] = []
        for (found, sample) in zip(table.rows, samples) {
            let decision =
                sample.findings.isEmpty
                ? table.number(of: found.decision)
                : found.probabilities.indices.max { found.probabilities[$0] < found.probabilities[$1] }
            guard let fold = Int(found.place[0]), let decision else {
                throw .damagedUnit(path, problem: "line \(found.line) is no prediction")
            }
            let row = ScoredRow(sample: sample, fold: fold, decision: decision, probabilities: found.probabilities)
            let truth = (found.sample, found.truth)
            guard truth == (CSVWriter.harmless(sample.id), CSVWriter.harmless(row.names(classes)[0])) else {
                throw .damagedUnit(
                    path,
                    problem:
                        "line \(found.line) is about “\(truth.0)” of class “\(truth.1)”, not about “\(sample.id)” of "
                        + "class “\(row.names(classes)[0])”")
            }
            rows.append(row)
        }
        return rows
    }
}
