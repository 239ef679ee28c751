import Cohorts
import Evaluation
import RunFolders
import SystemPackage

/// The table `predictions.csv`.
///
/// Where samples were scored several times over, in repeats or by trainings of several seeds, only the first time counts here:
/// each sample stands once in a figure or a count.
struct PredictionRecord {
    /// The classes in the order of their columns.
    var classes: [String]
    /// The rows of the first repeat and seed.
    var rows: [Row]
    /// How often each sample was scored.
    var replicates = 1

    struct Row {
        var sample: String
        var patient: String
        /// The fold, and where samples were scored several times the repetition and the seed.
        var place: [String]
        /// The true class and the decision, by number.
        var label: Int
        var decision: Int
        /// One for each class.
        var probabilities: [Double]
    }

    /// - Throws: `ReportError.damaged` with the line.
    init(_ table: DelimitedTable) throws(ReportError) {
        let file = table.file
        let found: PredictionRows
        do {
            found = try PredictionRows(table)
        } catch {
            throw .damaged(file, problem: "\(error)")
        }
        classes = found.classes
        guard classes.count >= 2 else { throw .damaged(file, problem: "its columns name one class only") }
        rows = []
        for row in found.rows {
            guard let label = found.number(of: row.truth), let decision = found.number(of: row.decision) else {
                throw .damaged(file, problem: "line \(row.line) is no prediction")
            }
            rows.append(
                Row(
                    sample: row.sample, patient: row.patient, place: row.place, label: label, decision: decision,
                    probabilities: row.probabilities))
        }
        do {
            _ = try samples(rows, positive: nil)
        } catch {
            throw .damaged(file, problem: "\(error)")
        }
        replicates = max(Set(rows.map { $0.place.dropFirst() }).count, 1)
        if let first = rows.first?.place.dropFirst() { rows.removeAll { $0.place.dropFirst() != first } }
    }

    /// That only the first of several times is shown, in a sentence; nil where there is one.
    var note: String? {
        replicates > 1
            ? "Each scan was scored \(replicates) times, in repeats or by trainings of several seeds; this is the first time. "
                + "The figures under “Performance” are means over all of them." : nil
    }

    /// Rows for `Evaluation`.
    ///
    /// - Parameter positive: the positive class by number; nil with more than two classes.
    func samples(_ rows: [Row], positive: Int?) throws(EvaluationError) -> ScoredSamples {
        try ScoredSamples(
            probabilities: rows.flatMap(\.probabilities), labels: rows.map(\.label), classCount: classes.count,
            positiveClass: positive, patients: rows.map(\.patient)
        ).deciding(rows.map(\.decision))
    }

    /// The wrong decisions, those with the least probability of the true class first.
    var errors: [Row] {
        rows.filter { $0.label != $0.decision }.sorted {
            ($0.probabilities[$0.label], $0.sample) < ($1.probabilities[$1.label], $1.sample)
        }
    }

    /// The rows of each fold, repetition and seed, in the order in which these first occur.
    var parts: [(place: [String], rows: [Row])] {
        var order: [[String]] = []
        var parts: [[String]: [Row]] = [:]
        for row in rows {
            if parts[row.place] == nil { order.append(row.place) }
            parts[row.place, default: []].append(row)
        }
        return order.sorted { $0.lexicographicallyPrecedes($1) { ($0.count, $0) < ($1.count, $1) } }
            .map { ($0, parts[$0] ?? []) }
    }
}
