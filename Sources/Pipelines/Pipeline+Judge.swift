import Audits
import Cohorts
import Evaluation
import Foundation
import Imaging
import Preparation
import RunFolders
import Tensors
import Training

extension Pipeline {
    /// Scores the judged part once and writes `predictions.csv` and `metrics.json`.
    ///
    /// A scan that cannot be read is an error here: a figure must not depend on which files happened to be readable.
    func judge(
        _ model: ModelFile, on parts: CohortParts, audit: LeakAudit, threads: Int, in folder: RunFolder,
        watch: (PipelineEvent) -> Void
    ) throws -> MetricsReport? {
        let samples = parts.judged
        let predictor = try Predictor(model, batch: training.batch, threads: threads)
        let items = samples.map { LoadedItem(id: $0.id, source: $0.source) }
        let scans = PreparedScans(items, preparation: preparation, threads: threads, chunk: training.batch)
        var probabilities: [[Double]] = []
        var waiting: [Tensor] = []
        for scan in scans {
            waiting.append(try scan.outcome.get().frames)
            if waiting.count == training.batch || scan.index == items.count - 1 {
                probabilities += try predictor.probabilities(for: waiting)
                waiting = []
                watch(.judged(probabilities.count, of: items.count))
            }
        }
        try write(predictions: probabilities, of: samples, parts: parts, to: folder)
        guard !samples.isEmpty else { return nil }

        let scored = try ScoredSamples(
            probabilities: probabilities.flatMap { $0 }, labels: samples.map(\.label),
            classCount: parts.cohort.classes.count, positiveClass: parts.cohort.positiveClass,
            patients: samples.map(\.patient))
        var generator = RandomGenerator(seed: training.seed, stream: [UInt64(samples.count)])
        let summary = MetricsSummary(of: scored, classes: parts.cohort.classes, using: &generator)
        let report = MetricsReport(folds: [summary], pooled: summary, leaksAccepted: audit.stamp)
        try AtomicFile.write(try ReadableJSON.bytes(of: report), to: folder.metrics)
        return report
    }

    private func write(
        predictions probabilities: [[Double]], of samples: [Sample], parts: CohortParts, to folder: RunFolder
    ) throws {
        let classes = parts.cohort.classes
        let fold = if case .folds(_, let fold) = split.rule { fold } else { 0 }
        let header = ["sample", "patient", "fold", "label", "class"] + classes.map { "p_\($0)" }
        let rows = zip(samples, probabilities).map { sample, row in
            let predicted = row.indices.max { row[$0] < row[$1] } ?? 0
            return [sample.id, sample.patient, "\(fold)", classes[sample.label], classes[predicted]]
                + row.map { "\($0)" }
        }
        let table = ([header] + rows).map(CSVWriter.row).joined()
        try AtomicFile.write(Array(table.utf8), to: folder.predictions)
    }
}
