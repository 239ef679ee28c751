import Evaluation
import Imaging

/// Classifies scans with a stack: each of its models prepares and scores them as it was trained to, and the stack's regression
/// brings their answers together.
///
/// A scan is as uncertain as its models contradict each other. One that any model cannot read or prepare fails.
public final class StackClassifier {
    private let stack: StackFile
    private let classifiers: [Classifier]
    private let batch: Int

    /// - Parameters:
    ///   - batch: how many scans are held in memory and scored at a time.
    ///   - clinical: what is known about the patients, a table for each model.
    public init(
        _ stack: StackFile, batch: Int, threads: Int, clinical: [ClinicalTable]
    ) throws(ClassificationError) {
        self.stack = stack
        self.batch = batch
        var classifiers: [Classifier] = []
        for (model, table) in zip(stack.models, clinical) {
            classifiers.append(try Classifier(model, batch: batch, threads: threads, clinical: table))
        }
        self.classifiers = classifiers
    }

    /// Classifies scans in the order in which they are given.
    ///
    /// - Parameters:
    ///   - isCancelled: asked before every scan; where it answers yes `.interrupted` is thrown.
    ///   - emit: called with the rows of each batch as soon as they are known.
    public func classify(
        _ scans: [FoundScan], isCancelled: () -> Bool = { false },
        emit: ([ClassificationRow]) throws(ClassificationError) -> Void
    ) throws(ClassificationError) {
        for start in stride(from: 0, to: scans.count, by: batch) {
            let chunk = Array(scans[start..<min(start + batch, scans.count)])
            var answers: [[ClassificationRow]] = []
            for classifier in classifiers {
                if isCancelled() { throw .interrupted(rows: start) }
                var rows: [ClassificationRow] = []
                try classifier.classify(chunk) { batch throws(ClassificationError) in rows += batch }
                answers.append(rows)
            }
            try emit(chunk.indices.map { place in stacked(answers.map { $0[place] }) })
        }
    }

    private func stacked(_ rows: [ClassificationRow]) -> ClassificationRow {
        var row = rows[0]
        row.model = stack.id
        row.warnings = rows.reduce(into: []) { warnings, row in
            warnings += row.warnings.filter { !warnings.contains($0) }
        }
        let models = rows.compactMap(\.probabilities)
        guard models.count == rows.count else {
            row.outcome = .failed(rows.compactMap(\.error).first ?? "one of the stack's models says nothing")
            return row
        }
        var score = ModelScore(
            members: [stack.stacker.probabilities(of: models)], positive: stack.models[0].description.positiveClass,
            threshold: stack.decision.operatingPoint?.threshold, abstention: stack.decision.abstention)
        score.uncertainty = models.count > 1 ? Uncertainty.disagreement(models) : score.uncertainty
        row.outcome = .scored(score)
        return row
    }
}
