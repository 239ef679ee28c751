import Cohorts
import Designs
import Reports
import RunFolders
import SystemPackage

extension PipelineSource {
    /// Lets every strategy search a table of finished trainings in the place of the data, many times over.
    ///
    /// - Parameters:
    ///   - table: the `search.csv` of a run with `strategy: table` over the same space.
    ///   - seeds: how often each strategy searches.
    /// - Throws: `ConfigurationError`, `SearchError`, or `CohortError` for a damaged table; `SearchFailure.emptyTable`.
    public func replay(_ table: FilePath, seeds: Int, into folder: RunFolder) throws -> ReplayResult {
        let description = try SearchDescription(root)
        let maker = CandidateMaker(source: self, description: description)
        let scores = try Self.scores(in: table, axes: description.space.axes.map(\.name))
        let direction = description.metric.direction ?? 1
        let losses = scores.filter { $0.key.last == "1" }.map { -direction * $0.value }
        guard let least = losses.min() else { throw SearchFailure.emptyTable(table) }

        try folder.create()
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        try folder.claim(pipeline: try claimText(of: pipeline(), block: "search"))
        let budget = description.strategy is FullTable ? SearchDescription.standardBudget : description.budget
        var result = ReplayResult(
            description: try pipeline().description, metric: description.metric, budget: budget, seeds: seeds,
            candidates: losses.count, best: -direction * least,
            scores: losses.map { -direction * $0 }.sorted())
        try folder.createWinners()
        for strategy in SearchStrategies.all {
            let word = type(of: strategy).word
            if !type(of: strategy).handlesConditions, description.space.isConditional { continue }
            var replayed = ReplayResult.Strategy(name: word)
            var chosen: [SearchSpace.Candidate: Int] = [:]
            for seed in 0..<seeds {
                let trials = try strategy.search(
                    description.space, budget: budget, seed: description.seed &+ UInt64(seed)
                ) { candidate, resource in
                    let key = maker.texts(of: candidate) + [ReplayResult.length(resource)]
                    return scores[key].map { -direction * $0 } ?? .infinity
                }
                replayed.regrets.append(Regret.curve(of: trials, least: least))
                if let best = trials.best { chosen[best.candidate, default: 0] += 1 }
            }
            let texts = chosen.map { (texts: maker.texts(of: $0.key), candidate: $0.key, count: $0.value) }
            let favourite = texts.sorted { ($1.count, $0.texts.joined()) < ($0.count, $1.texts.joined()) }.first
            if let favourite, let name = FilePath.Component("\(word).yaml") {
                replayed.favourite = favourite.texts.joined(separator: ", ")
                replayed.votes = favourite.count
                try AtomicFile.write(
                    maker.pipeline(of: favourite.candidate).resolvedYAML(), to: folder.winners.appending(name))
            }
            result.strategies.append(replayed)
        }
        try AtomicFile.write(result.csv, to: folder.replayTable)
        try AtomicFile.write(try ReadableJSON.bytes(of: result), to: folder.replayRecord)
        try AtomicFile.write(ReplayPage(result).html, to: folder.report)
        return result
    }

    /// The score of each candidate and length, by the texts of its values.
    private static func scores(in file: FilePath, axes: [String]) throws -> [[String]: Double] {
        let table = try DelimitedTable.read(file)
        let columns = try axes.map { try table.index(of: $0) }
        let (resource, score) = (try table.index(of: "resource"), try table.index(of: "score"))
        var scores: [[String]: Double] = [:]
        for row in table.rows {
            guard let value = Double(row[score].text), let length = Double(row[resource].text) else { continue }
            scores[columns.map { row[$0].text } + [ReplayResult.length(length)]] = value
        }
        return scores
    }
}
