import Cohorts
import Designs
import Foundation
import Reports
import RunFolders
import Studies
import SystemPackage
import Training

/// A search under way: its trials so far, each with its files in the run folder.
final class SearchRun {
    private let maker: CandidateMaker
    private let study: SearchStudy
    private let folder: RunFolder
    private let work: UnitWork
    private let isCancelled: () -> Bool
    private let watch: (PipelineEvent) -> Void
    private(set) var result: SearchResult
    /// The trials of all searches, for the surrogate.
    private var history: [Trials.Trial] = []
    /// The candidate that each search chose.
    private var choices: [SearchSpace.Candidate?] = []
    /// The trainings so far, in trainings of full length.
    private var spent = 0.0

    init(
        maker: CandidateMaker, study: SearchStudy, folder: RunFolder, work: UnitWork, result: SearchResult,
        isCancelled: @escaping () -> Bool, watch: @escaping (PipelineEvent) -> Void
    ) {
        (self.maker, self.study, self.folder, self.work) = (maker, study, folder, work)
        (self.result, self.isCancelled, self.watch) = (result, isCancelled, watch)
    }

    private var description: SearchDescription { maker.description }

    /// Runs one stage: its trials, then the training that the outer fold judges.
    func search(_ stage: SearchStudy.Stage) throws {
        result.searches.append(SearchResult.Search(name: stage.name))
        let place = result.searches.count - 1
        // The trials of the stages differ, as their folds do.
        let seed = description.seed &+ UInt64(place)
        let trials = try description.strategy.search(description.space, budget: description.budget, seed: seed) {
            [self] candidate, resource in
            try loss(of: candidate, resource: resource, in: stage, place)
        }
        history += trials.history
        choices.append(trials.best?.candidate)
        result.searches[place].best = trials.best.flatMap { trials.history.firstIndex(of: $0) }
        if let best = trials.best { try judge(best.candidate, of: stage, place) }
        try AtomicFile.write(result.csv, to: folder.searchTable)
    }

    /// Trains a candidate on the stage's inner folds, or reads what an earlier run found.
    private func loss(
        of candidate: SearchSpace.Candidate, resource: Double, in stage: SearchStudy.Stage, _ place: Int
    ) throws -> Double {
        let number = result.searches[place].trials.count
        let units = study.units(of: number, in: stage)
        var trial = SearchResult.Trial(
            values: maker.texts(of: candidate),
            coordinates: zip(candidate, description.space.position(of: candidate)).map { $0 == nil ? nil : $1 },
            resource: resource, score: nil, problem: nil)
        do {
            let pipeline = try checked(candidate, resource: resource, stage.inner.cohort)
            try claim(units, for: pipeline)
            trial.problem = try run(units, pipeline) { [study] in try study.parts(of: $0, in: stage) }
            if trial.problem == nil {
                trial.score = try SearchStudy.score(of: units, description.metric, in: folder)
                if trial.score == nil { trial.problem = "\(description.metric.rawValue) is undefined on an inner fold" }
            }
        } catch let error where Self.concernsCandidate(error) {
            trial.problem = "\(error)"
        }
        result.searches[place].trials.append(trial)
        spent += resource
        if let problem = trial.problem { watch(.warning("\(stage.name), trial \(number) failed: \(problem)")) }
        return trial.score.map { -result.direction * $0 } ?? .infinity
    }

    /// The candidate's pipeline, whose layers fit the cohort's classes and scans.
    private func checked(
        _ candidate: SearchSpace.Candidate, resource: Double, _ cohort: Cohort
    ) throws -> Pipeline {
        let pipeline = try maker.pipeline(of: candidate, resource: resource)
        try pipeline.check(cohort, below: work.request.pipelineFolder)
        return pipeline
    }

    /// Says which pipeline stands behind units of one arm.
    private func claim(_ units: [StudyUnit], for pipeline: Pipeline) throws {
        guard let arm = units.first?.arm, let name = FilePath.Component(arm) else { return }
        try folder.claim(arm: name, pipeline: pipeline.resolvedYAML(), units: units.map { try folder.unit($0) })
    }

    /// Trains units one after another.
    ///
    /// - Returns: why one failed; nil where all are finished.
    private func run(
        _ units: [StudyUnit], _ pipeline: Pipeline, parts: (StudyUnit) throws -> CohortParts
    ) throws -> String? {
        let budget = Int(description.budget.rounded(.up)) * study.stages.count
        return try StudyRunner(StudyPlan(units: units), in: folder).run(
            isCancelled: isCancelled,
            begin: { _ in watch(.unit(min(Int(spent), budget - 1), of: budget)) },
            work: { unit, files in
                try work.train(pipeline, parts(unit), unit: unit, in: files, isCancelled: isCancelled, watch: watch)
            }
        ).first?.reason
    }

    /// Trains the choice on the whole outer training part and judges it once.
    private func judge(_ candidate: SearchSpace.Candidate, of stage: SearchStudy.Stage, _ place: Int) throws {
        guard let unit = stage.judge, let parts = try study.judgedParts(of: stage) else { return }
        let pipeline = try maker.pipeline(of: candidate)
        try claim([unit], for: pipeline)
        result.searches[place].problem = try run([unit], pipeline) { _ in parts }
        if result.searches[place].problem == nil {
            result.searches[place].outerScore = try SearchStudy.score(of: [unit], description.metric, in: folder)
        }
    }

    /// Writes the winner, the table, the record and the page.
    ///
    /// - Throws: `SearchFailure.noCandidate` where the final search has no answer; the tables are written nevertheless.
    func finish(data: FilePath) throws {
        result.importance = Importance(of: history, in: description.space, seed: description.seed).map {
            SearchResult.Importance(explained: $0.explained, shares: $0.shares)
        }
        if let winner = choices.last ?? nil {
            var pipeline = try maker.pipeline(of: winner)
            pipeline.data = FileManager.default.absolutePath(of: data)
            let text = try pipeline.resolvedYAML()
            try AtomicFile.write(text, to: folder.searchWinner)
            result.winner = text
        }
        try AtomicFile.write(result.csv, to: folder.searchTable)
        try AtomicFile.write(try ReadableJSON.bytes(of: result), to: folder.searchRecord)
        try AtomicFile.write(SearchPage(result).html, to: folder.report)
        if result.winner == nil {
            throw SearchFailure.noCandidate(
                reason: result.searches.last?.trials.first?.problem ?? "nothing was tried")
        }
    }

    /// What is wrong with one candidate and not with the run.
    private static func concernsCandidate(_ error: any Error) -> Bool {
        switch error {
        case TrainingError.interrupted, TrainingError.output, is RunFolderError, is StudyError, is SearchError: false
        default: true
        }
    }
}

extension FileManager {
    /// The path from the root of the file system.
    fileprivate func absolutePath(of path: FilePath) -> String {
        path.isAbsolute
            ? path.string : FilePath(currentDirectoryPath).pushing(path).lexicallyNormalized().string
    }
}
