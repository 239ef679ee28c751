import Cohorts
import Evaluation
import RunFolders
import SystemPackage
import Tensors
import Training

extension CrossValidation {
    /// All scores of one repetition and seed.
    struct Replicate {
        var repetition: Int
        var seed: UInt64
        /// In the cohort's order.
        var rows: [ScoredRow]
    }

    /// Puts the units' files together: `predictions.csv`, `metrics.json`, `timing.tsv` and, where no unit failed, the
    /// ensemble of the folds' models. The figures are written before the ensemble is made, which takes much memory.
    ///
    /// - Parameters:
    ///   - trainingSeed: the seed of the bootstrap.
    ///   - batch: how many scans of the test part are scored at a time.
    ///   - describe: what the ensemble's file says beside the weights.
    public func pool(
        in folder: RunFolder, failures: [UnitFailure], trainingSeed: UInt64, batch: Int, threads: Int,
        leaksAccepted: [String: Int]? = nil, describe: ([ModelFile]) -> ModelDescription
    ) throws -> ValidationReport {
        let replicates = try replicates(of: arms[0], in: folder)
        try AtomicFile.write(predictions(replicates), to: folder.predictions)
        if cohort.labelsFrames { try AtomicFile.write(frames(replicates), to: folder.whole.frames) }
        try writeTiming(to: folder)
        var report = try report(replicates, in: folder, seed: trainingSeed)
        report.leaksAccepted = leaksAccepted
        report.missing = failures.isEmpty ? nil : failures
        try AtomicFile.write(try ReadableJSON.bytes(of: report), to: folder.metrics)
        guard failures.isEmpty else { return report }
        let ensemble = try ensemble(in: folder, describe: describe)
        report.prevalence?.learntShares = ensemble.description.prevalence?.training
        report.test = try judgeTest(
            by: ensemble.onItsCohort(), batch: batch, threads: threads, seed: trainingSeed, in: folder)
        try AtomicFile.write(try ReadableJSON.bytes(of: report), to: folder.metrics)
        try ensemble.write(to: folder.model)
        return report
    }

    /// The folds' models as one.
    private func ensemble(
        in folder: RunFolder, describe: ([ModelFile]) -> ModelDescription
    ) throws -> ModelFile {
        var members: [ModelFile] = []
        for unit in plan.outerUnits where unit.arm == StudyUnit.mainArm {
            let path = try folder.unit(unit).model
            do {
                members.append(try ModelFile.read(from: path))
            } catch {
                throw StudyError.damagedUnit(path, problem: "\(error.problem)")
            }
        }
        return try ModelFile(ensembleOf: members, description: describe(members))
    }

    /// Scores the test part once; nil where there is none.
    private func judgeTest(
        by ensemble: ModelFile, batch: Int, threads: Int, seed: UInt64, in folder: RunFolder
    ) throws -> MetricsSummary? {
        guard !test.isEmpty else { return nil }
        let scoring = ScanScoring(preparation: ensemble.description.preparation, batch: batch, threads: threads)
        let rows = try scoring.rows(of: test, fold: nil, by: ensemble)
        try AtomicFile.write(PredictionTable.text(rows, classes: cohort.classes), to: folder.testPredictions)
        return try summary(of: [Replicate(repetition: 0, seed: seed, rows: rows)], in: cohort, seed: seed)
    }

    /// The scores of an arm's finished units.
    private func replicates(of arm: Arm, in folder: RunFolder) throws -> [Replicate] {
        let places = Dictionary(
            uniqueKeysWithValues: arm.cohort.samples.enumerated().map { ($0.element.id, $0.offset) })
        var replicates: [Replicate] = []
        for unit in plan.outerUnits where unit.arm == arm.name {
            let isNew = replicates.last.map { ($0.repetition, $0.seed) != (unit.repetition, unit.seed) } ?? true
            if isNew { replicates.append(Replicate(repetition: unit.repetition, seed: unit.seed, rows: [])) }
            let files = try folder.unit(unit)
            guard files.isFinished else { continue }
            var rows = try PredictionTable.read(
                files.predictions, samples: parts(of: unit).judged, classes: cohort.classes)
            if cohort.labelsFrames { try FrameTable.read(files.frames, into: &rows, classes: cohort.classes) }
            if settings.abstain != nil, let abstention = try files.report().abstention {
                for row in rows.indices { rows[row].isAnswered = !abstention.abstains(from: rows[row].probabilities) }
            }
            replicates[replicates.count - 1].rows += rows
        }
        for number in replicates.indices {
            replicates[number].rows.sort { places[$0.sample.id, default: 0] < places[$1.sample.id, default: 0] }
        }
        return replicates
    }

    private func predictions(_ replicates: [Replicate]) -> String {
        let (groups, columns) = groups(of: replicates)
        return PredictionTable.text(groups, columns: columns, classes: cohort.classes)
    }

    private func frames(_ replicates: [Replicate]) -> String {
        let (groups, columns) = groups(of: replicates)
        return FrameTable.text(groups, columns: columns, classes: cohort.classes)
    }

    /// The rows, and where there are several replicates the columns that tell them apart.
    private func groups(
        of replicates: [Replicate]
    ) -> (groups: [(cells: [String], rows: [ScoredRow])], columns: [String]) {
        guard replicates.count > 1 else { return (replicates.map { ([], $0.rows) }, []) }
        return (replicates.map { (["\($0.repetition)", "\($0.seed)"], $0.rows) }, ["repeat", "seed"])
    }

    private func report(_ replicates: [Replicate], in folder: RunFolder, seed: UInt64) throws -> ValidationReport {
        var report = ValidationReport()
        for unit in plan.outerUnits where unit.arm == StudyUnit.mainArm {
            let files = try folder.unit(unit)
            guard files.isFinished else { continue }
            report.folds.append(
                FoldReport(
                    unit: unit, metrics: try files.summary(),
                    inner: try innerSummary(of: unit, in: folder, seed: seed)))
        }
        report.pooled = try summary(of: replicates, in: cohort, seed: seed)
        if cohort.labelsFrames { report.frames = try summary(of: replicates, in: cohort, seed: seed, ofFrames: true) }
        if replicates.count > 1 {
            report.replicates = try replicates.compactMap { replicate in
                try summary(of: [replicate], in: cohort, seed: seed).map {
                    ReplicateReport(repetition: replicate.repetition, seed: replicate.seed, metrics: $0)
                }
            }
        }
        if let aggregate = settings.aggregate {
            report.patients = try summary(of: replicates, in: cohort, seed: seed) { samples, rows in
                try aggregate.aggregated(samples, folds: rows.map { $0.fold ?? 0 })
            }
        }
        if let first = replicates.first, !first.rows.isEmpty { try addDetails(of: first.rows, to: &report, seed: seed) }
        if arms.count > 1 {
            report.permutations = try arms.dropFirst().compactMap { arm in
                try summary(of: try self.replicates(of: arm, in: folder), in: arm.cohort, seed: seed)
            }
        }
        return report
    }

    /// The scores of the finished inner folds of an outer one, together; nil without any.
    private func innerSummary(of unit: StudyUnit, in folder: RunFolder, seed: UInt64) throws -> MetricsSummary? {
        var rows: [ScoredRow] = []
        for inner in plan.units where inner.inner != nil && inner.isInside(of: unit) {
            let files = try folder.unit(inner)
            guard files.isFinished else { continue }
            rows += try PredictionTable.read(
                files.predictions, samples: parts(of: inner).judged, classes: cohort.classes)
        }
        return try summary(
            of: [Replicate(repetition: unit.repetition, seed: unit.seed, rows: rows)], in: cohort, seed: seed)
    }

    /// The mean of each metric over the replicates, on the samples, or their frames, that all of them scored.
    private func summary(
        of replicates: [Replicate], in cohort: Cohort, seed: UInt64, ofFrames: Bool = false,
        change: ((ScoredSamples, [ScoredRow]) throws -> ScoredSamples)? = nil
    ) throws -> MetricsSummary? {
        var common = Set(replicates.first?.rows.map(\.sample.id) ?? [])
        for replicate in replicates.dropFirst() { common.formIntersection(replicate.rows.map(\.sample.id)) }
        guard !common.isEmpty else { return nil }
        let rows = replicates.map { $0.rows.filter { common.contains($0.sample.id) } }
        var generator = RandomGenerator(seed: seed, stream: [UInt64(common.count)])
        if ofFrames { return try MetricsSummary(ofFrames: rows, in: cohort, using: &generator) }
        guard let change else { return try MetricsSummary(of: rows, in: cohort, using: &generator) }
        let scored = try rows.map { try change($0.scored(in: cohort), $0) }
        return MetricsSummary(
            ofReplicates: scored[0], and: Array(scored.dropFirst()), classes: cohort.classes, using: &generator)
    }

    private func writeTiming(to folder: RunFolder) throws {
        var text = "unit\t\(UnitTiming.columns)\n"
        for unit in plan.units {
            guard let bytes = try? WholeFile.bytes(at: folder.unit(unit).timing) else { continue }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            text += lines.dropFirst().map { "\(unit.name)\t\($0)\n" }.joined()
        }
        try AtomicFile.write(text, to: folder.timing)
    }
}
