import Cohorts
import Evaluation
import Networks
import Reports
import RunFolders
import Studies
import SystemPackage
import Tensors
import Training

/// An ablation under way: the arms so far and what became of their units.
struct AblationRun {
    let study: AblationStudy
    let folder: RunFolder
    let work: UnitWork
    let processes: UnitProcesses?
    private(set) var arms: [AblationArm] = []
    private var failures: [UnitFailure] = []

    init(study: AblationStudy, folder: RunFolder, work: UnitWork, processes: UnitProcesses?) {
        (self.study, self.folder, self.work, self.processes) = (study, folder, work, processes)
    }

    /// Trains arms; those that share another's trainings or cannot be trained are only listed.
    mutating func train(
        _ more: [AblationArm], isCancelled: () -> Bool, watch: (PipelineEvent) -> Void
    ) throws {
        arms += more
        try folder.createArms()
        for arm in more {
            guard let name = FilePath.Component(arm.name) else { throw StudyError.badUnitName(arm.name) }
            try folder.claim(
                arm: name, pipeline: arm.pipeline.resolvedYAML(),
                units: study.plan(of: [arm.name]).units.map { try folder.unit($0) })
        }
        let own = arms.filter { $0.sameAs == nil && $0.problem == nil }
        try AtomicFile.write(study.plan(of: own.map(\.name)).table, to: folder.plan)
        let names = Set(more.map(\.name))
        let plan = study.plan(of: own.map(\.name).filter(names.contains))
        let pipelines = Dictionary(uniqueKeysWithValues: own.map { ($0.name, $0.pipeline) })
        let failed =
            if let processes {
                try ProcessRunner(plan, in: folder, jobs: processes.jobs).run(
                    arguments: { processes.arguments($0.name) }, isCancelled: isCancelled, watch: { watch(.units($0)) })
            } else {
                try StudyRunner(plan, in: folder).run(
                    isCancelled: isCancelled, begin: { watch(.unit($0, of: plan.units.count)) },
                    work: { unit, files in
                        guard let pipeline = pipelines[unit.arm] else { throw AblationError.unknownArm(unit.arm) }
                        try work.train(
                            pipeline, study.parts(of: unit), unit: unit, in: files, isCancelled: isCancelled,
                            watch: watch)
                    })
            }
        for failure in failed { watch(.warning("\(failure.unit) failed: \(failure.reason)")) }
        failures += failed
    }

    /// Follows a chain: in each step the levels of a factor compete with the best arm so far, as the tuning parts see them.
    mutating func follow(
        _ description: AblationDescription, _ maker: inout ArmMaker, isCancelled: () -> Bool,
        watch: (PipelineEvent) -> Void
    ) throws -> [AblationResult.Step] {
        var steps: [AblationResult.Step] = []
        var best = arms[0]
        var kept: [NodeEdit] = []
        for (number, factor) in description.factors.enumerated() {
            var rivals: [(arm: AblationArm, edits: [NodeEdit])] = [(best, kept)]
            for level in factor.levels {
                let name = "\(number + 1)-\(factor.name)=\(level.name)"
                let edits = kept + level.edits
                do {
                    rivals.append((try maker.arm(name, edits, origin: level.origin), edits))
                } catch AblationError.arm(_, let problem) {
                    // It could be trained beside the baseline but not beside what the chain has kept.
                    var impossible = AblationArm(
                        name: name, pipeline: best.pipeline, changes: edits.map(\.words).joined(separator: "; "))
                    impossible.problem = problem
                    rivals.append((impossible, edits))
                }
            }
            try train(rivals.dropFirst().map(\.arm), isCancelled: isCancelled, watch: watch)
            var scores: [String: Double?] = [:]
            var winner: (place: Int, score: Double)?
            for (place, rival) in rivals.enumerated() {
                let score = try tuningScore(of: rival.arm, description.select)
                scores.updateValue(score, forKey: rival.arm.name)
                if let score, score > winner?.score ?? -.infinity { winner = (place, score) }
            }
            if let winner { (best, kept) = rivals[winner.place] }
            steps.append(.init(factor: factor.name, scores: scores, kept: best.name))
        }
        return steps
    }

    private func tuningScore(of arm: AblationArm, _ metric: TuningMetric) throws -> Double? {
        guard problem(of: arm) == nil else { return nil }
        return try ArmHistory(of: study.plan(of: [arm.trained]).units, in: folder)
            .tuningScore(metric, settings: arm.pipeline.training)
    }

    /// Why an arm has no figures; nil where all of its units are finished.
    private func problem(of arm: AblationArm) -> String? {
        if let problem = arm.problem { return problem }
        let units = Set(study.plan(of: [arm.trained]).units.map(\.name))
        return failures.first { units.contains($0.unit) }.map(\.reason)
    }

    /// Compares the arms and writes the tables, the record and the page.
    func finish(
        _ description: AblationDescription, of base: Pipeline, chain: [AblationResult.Step]?, threads: Int
    ) throws -> AblationOutcome {
        let cohort = study.validation.cohort
        var scores: [String: ArmScores] = [:]
        var measured: [String: ArmTimes.Times] = [:]
        let known = (try? WholeFile.bytes(at: folder.armTiming)).map {
            ArmTimes(table: String(decoding: $0, as: UTF8.self))
        }
        for arm in arms where arm.sameAs == nil && problem(of: arm) == nil {
            scores[arm.name] = try study.scores(of: arm.name, in: folder)
            let history = try ArmHistory(of: study.plan(of: [arm.name]).units, in: folder)
            measured[arm.name] = ArmTimes.Times(
                secondsPerEpoch: history.secondsPerEpoch,
                inferenceSeconds: try known?.arms[arm.name]?.inferenceSeconds ?? inferenceSeconds(of: arm, threads),
                peakMebibytes: history.peakMebibytes)
        }
        let times = ArmTimes(arms: measured)
        let all = study.validation.plan.units
        let result = AblationResult(
            description: base.description, scans: cohort.samples.count, patients: cohort.patientCount,
            units: all.count, folds: Set(all.map(\.fold)).count, seeds: Set(all.map(\.seed)).count,
            classes: cohort.classes.count, leaksAccepted: work.leaksAccepted, metrics: description.metrics,
            arms: try arms.map {
                try row(of: $0, scores, metrics: description.metrics, cohort, seed: base.training.seed)
            },
            chain: chain)
        let tables = AblationTables(result, times: times)
        try AtomicFile.write(times.table, to: folder.armTiming)
        try AtomicFile.write(tables.csv, to: folder.ablationTable)
        try AtomicFile.write(tables.markdown, to: folder.ablationMarkdown)
        try AtomicFile.write(tables.latex, to: folder.ablationLaTeX)
        try AtomicFile.write(try ReadableJSON.bytes(of: result), to: folder.ablationRecord)
        let page = AblationPage(result, times: times)
        try AtomicFile.write(page.html, to: folder.report)
        return AblationOutcome(folder: folder, result: result, times: times, words: page.words)
    }

    private func row(
        of arm: AblationArm, _ scores: [String: ArmScores], metrics: [Metric], _ cohort: Cohort, seed: UInt64
    ) throws -> AblationResult.Arm {
        var row = AblationResult.Arm(
            name: arm.name, changes: arm.changes, control: arm.control?.rawValue, sameAs: arm.sameAs,
            problem: problem(of: arm))
        if arm.problem == nil, let input = arm.pipeline.networkInput(of: cohort) {
            row.parameters = try arm.pipeline.model.parameterCount(for: input)
            row.multiplyAdds = try arm.pipeline.model.multiplyAdds(for: input)
        }
        guard row.problem == nil, let judged = scores[arm.trained] else { return row }
        var generator = RandomGenerator(seed: seed, stream: [0x61_726D])
        guard let summary = judged.summary(classes: cohort.classes, using: &generator) else { return row }
        row.rows = metrics.map { metric in
            var comparison: ArmComparison?
            if let baseline = scores[AblationArm.baseline], arm.trained != AblationArm.baseline {
                comparison =
                    arm.permutesLabels
                    ? .unpaired(of: metric, arm: judged, baseline: baseline)
                    : ArmComparison(
                        of: metric, arm: judged, baseline: baseline, among: arms.count, using: &generator)
            }
            return AblationResult.Row(
                metric: metric, estimate: summary.metrics[metric] ?? Estimate(value: nil), comparison: comparison)
        }
        row.curve = try ArmHistory(of: study.plan(of: [arm.trained]).units, in: folder).meanLoss
        return row
    }

    /// The seconds of one forward pass of one scan by the arm's first model: the median of several.
    private func inferenceSeconds(of arm: AblationArm, _ threads: Int) throws -> Double? {
        guard let unit = study.plan(of: [arm.name]).units.first else { return nil }
        let model = try ModelFile.read(from: folder.unit(unit).model)
        let predictor = try Predictor(model, batch: 1, threads: threads)
        let input = model.description.input
        let scan = Tensor(shape: [input.frames, input.height, input.width, input.channels])
        let clinical = input.clinical > 0 ? [[Float](repeating: 0, count: input.clinical)] : []
        let clock = ContinuousClock()
        var seconds: [Double] = []
        for _ in 0..<12 {
            let start = clock.now
            _ = try predictor.logits(for: [scan], clinical: clinical)
            seconds.append((clock.now - start) / .seconds(1))
        }
        return seconds.sorted()[seconds.count / 2]
    }
}
