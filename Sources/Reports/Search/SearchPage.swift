import Evaluation
import Foundation
import RunFolders

/// The page of a search: what was chosen and what that is worth, the trace, the parameters' importance, all trials.
public struct SearchPage {
    private let result: SearchResult

    public init(_ result: SearchResult) { self.result = result }

    /// Reads what `cine search` left in a run folder; nil where there is no search.
    ///
    /// - Throws: `ReportError.damaged`.
    init?(in folder: RunFolder) throws {
        guard let bytes = try? WholeFile.bytes(at: folder.searchRecord) else { return nil }
        guard let result = try? JSONDecoder().decode(SearchResult.self, from: Data(bytes)), result.isSound else {
            throw ReportError.damaged(folder.searchRecord, problem: "it is no record of a search")
        }
        self.result = result
    }

    /// The page, self-contained.
    public var html: String {
        Page(
            title: "Search report", subtitle: result.description ?? "The pipeline has no description.",
            sections: [conclusion, trace, parameters, coordinates, trials, winner]
        ).text
    }

    /// What was chosen and what that is worth, in sentences.
    public var words: [String] {
        let trained = result.searches.reduce(0) { $0 + $1.trials.count }
        var sentences = [LeakWords.sentence(result.leaksAccepted)].compactMap { $0 }
        sentences.append(
            "The strategy \(result.strategy) trained \(Figures.count(trained, "candidate")) in "
                + "\(Figures.count(result.searches.count, "search", plural: "searches")) with a budget of \(Figures.plain(result.budget)) "
                + "each, every candidate judged by \(Figures.count(result.innerFolds, "inner fold")).")
        if let optimism = result.optimism, let outer = result.outerMean {
            let inner = outer + result.direction * optimism
            sentences.append(
                "On the inner folds the chosen candidates reached \(name) \(Figures.fixed(inner, 3)), on the outer folds, "
                    + "which chose nothing, \(Figures.fixed(outer, 3)): the optimism gap is \(Figures.fixed(optimism, 3)). "
                    + "The outer figure is the one to report.")
        } else {
            sentences.append("Nothing was judged outside of the folds that chose, so every score here is optimistic.")
        }
        if let final = result.searches.last, let best = final.best {
            let values = zip(result.axes, final.trials[best].values).filter { !$0.1.isEmpty }.map { "\($0) \($1)" }
            sentences.append("The winner is \(values.joined(separator: ", ")).")
        } else {
            sentences.append("No candidate could be trained.")
        }
        let failed = result.searches.reduce(0) { $0 + $1.trials.count { $0.problem != nil } }
        if failed > 0 {
            sentences.append("\(Figures.count(failed, "candidate")) could not be trained; the table says why.")
        }
        if let importance = result.importance {
            sentences.append(
                importance.explained > 0
                    ? "A surrogate fitted to the trials predicts \(Figures.fixed(100 * importance.explained, 0)) % of the variance of "
                        + "scores that it has not seen."
                    : "A surrogate fitted to the trials predicts scores that it has not seen no better than their mean does, so "
                        + "that nothing can be said of the parameters’ importance.")
        }
        return sentences
    }

    private var name: String { result.metric == .auroc ? "AUROC" : result.metric.rawValue.replacing("_", with: " ") }

    private var conclusion: Page.Section {
        let rows = result.searches.filter { $0.name != "final" }.map { search in
            [
                HTML.Cell.text(search.name), .number("\(search.trials.count)"),
                .number(Figures.rate(search.innerScore)),
                .number(Figures.rate(search.outerScore)),
                .text(
                    search.problem
                        ?? search.best.map { best in
                            zip(result.axes, search.trials[best].values).filter { !$0.1.isEmpty }
                                .map { "\($0) \($1)" }.joined(separator: ", ")
                        } ?? "nothing could be trained"),
            ]
        }
        let table = HTML.table(
            "What the inner folds promised and the outer folds found",
            columns: ["outer fold", "trials", "inner \(name)", "outer \(name)", "choice"], rows: rows)
        return Page.Section(
            id: "words", heading: "What was chosen, and what that is worth",
            content: [.paragraph(words.joined(separator: " "))] + (rows.isEmpty ? [] : [table]))
    }

    /// The best score so far, by the trainings that were spent.
    private var trace: Page.Section {
        let scores = result.searches.flatMap(\.trials).compactMap(\.score)
        guard !scores.isEmpty else {
            return Page.Section(id: "trace", heading: "The search", content: [.note("No trial has a score.")])
        }
        var chart = Chart(
            title: "Best score so far", x: .init("Trainings of full length", over: [0, result.budget]),
            y: .init("Inner \(name)", over: scores))
        for (number, search) in result.searches.enumerated() {
            var spent = 0.0
            var best: Double?
            var points: [(x: Double, y: Double)] = []
            for trial in search.trials {
                spent += trial.resource
                guard let score = trial.score, trial.resource == 1 else { continue }
                best = best.map { result.direction > 0 ? max($0, score) : min($0, score) } ?? score
                points.append((spent, best ?? score))
            }
            chart.lines.append(
                Chart.Line(
                    points: points, colour: Palette.colour(number), dashes: Palette.dashes(number), label: search.name))
        }
        return Page.Section(
            id: "trace", heading: "The search",
            content: [chart.figure("trace", caption: "The best inner score so far of each search.")])
    }

    private var parameters: Page.Section {
        guard let importance = result.importance, importance.explained > 0 else {
            return Page.Section(
                id: "importance", heading: "Which parameters matter",
                content: [.note("The trials do not say: too few, too equal, or not predictable from their parameters.")]
            )
        }
        let rows = zip(result.axes, importance.shares).sorted { $0.1 > $1.1 }.map { axis, share in
            [HTML.Cell.text(axis), .number(Figures.rate(share))]
        }
        return Page.Section(
            id: "importance", heading: "Which parameters matter",
            content: [
                .table(
                    "Rise of the surrogate’s squared error when a parameter is shuffled, in shares of the variance",
                    columns: ["parameter", "share"], rows: rows)
            ])
    }

    /// Every trial as a line across the parameters, the best quarter in colour.
    private var coordinates: Page.Section {
        let trials = result.searches.flatMap(\.trials).filter { $0.score != nil }
        guard trials.count > 1, let lowest = trials.compactMap(\.score).min(),
            let highest = trials.compactMap(\.score).max()
        else {
            return Page.Section(id: "coordinates", heading: "All trials", content: [.note("There are too few trials.")])
        }
        let places = (0...result.axes.count).map(Double.init)
        var chart = Chart(
            title: "Parallel coordinates",
            x: .init(
                label: "Parameters", range: 0...Double(result.axes.count), ticks: places, decimals: 0,
                names: result.axes + [name]),
            y: .unit("From the lowest to the highest value"))
        let ranked = trials.sorted { result.direction * ($0.score ?? 0) < result.direction * ($1.score ?? 0) }
        for (number, trial) in ranked.enumerated() {
            let isGood = number >= ranked.count * 3 / 4
            let score = ((trial.score ?? lowest) - lowest) / max(highest - lowest, .leastNormalMagnitude)
            let points = (trial.coordinates + [score]).enumerated().compactMap { axis, coordinate in
                coordinate.map { (Double(axis), $0) }
            }
            chart.lines.append(
                Chart.Line(
                    points: points, colour: isGood ? Palette.colour(0) : Palette.grey, width: isGood ? 1.6 : 1,
                    opacity: isGood ? 0.8 : 0.35))
        }
        return Page.Section(
            id: "coordinates", heading: "All trials",
            content: [
                chart.figure(
                    "coordinates",
                    caption:
                        "One line a trial; the best quarter in colour. A parameter that does not count in a trial is passed over.",
                    frame: Chart.Frame(width: 760, height: 380))
            ])
    }

    private static let rowLimit = 500

    private var trials: Page.Section {
        let rows = result.searches.flatMap { search in
            search.trials.enumerated().map { number, trial in
                [HTML.Cell.text("\(search.name) \(number)")]
                    + trial.values.map { HTML.Cell.text($0.isEmpty ? "–" : $0) }
                    + [
                        .number(Figures.plain(trial.resource)),
                        .text(trial.problem ?? Figures.rate(trial.score) + (number == search.best ? " (chosen)" : "")),
                    ]
            }
        }
        var content = [
            HTML.table(
                "Every training of the search", columns: ["trial"] + result.axes + ["share of epochs", name],
                rows: Array(rows.prefix(Self.rowLimit)))
        ]
        if rows.count > Self.rowLimit {
            content.append(.note("Only the first \(Self.rowLimit) of \(rows.count) trials; search.csv has all."))
        }
        return Page.Section(id: "trials", heading: "Every trial", content: content)
    }

    private var winner: Page.Section {
        Page.Section(
            id: "winner", heading: "The winner as a pipeline file",
            content: [result.winner.map { .element("pre", $0) } ?? .note("There is none.")])
    }
}
