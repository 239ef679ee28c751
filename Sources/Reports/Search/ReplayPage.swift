import Foundation
import RunFolders

/// The page of a replay: regret curves with bands, and a table.
public struct ReplayPage {
    private let result: ReplayResult

    public init(_ result: ReplayResult) { self.result = result }

    /// Reads what a replay left in a run folder; nil where there is none.
    ///
    /// - Throws: `ReportError.damaged`.
    init?(in folder: RunFolder) throws {
        guard let bytes = try? WholeFile.bytes(at: folder.replayRecord) else { return nil }
        guard let result = try? JSONDecoder().decode(ReplayResult.self, from: Data(bytes)), result.isSound else {
            throw ReportError.damaged(folder.replayRecord, problem: "it is no record of a replay")
        }
        self.result = result
    }

    /// The page, self-contained.
    public var html: String {
        Page(
            title: "Comparison of search strategies",
            subtitle: result.description ?? "The pipeline has no description.",
            sections: [table, curves]
        ).text
    }

    private var table: Page.Section {
        let last = Int(result.budget) - 1
        let rows = result.ranked.map { strategy in
            [HTML.Cell.text(strategy.name)]
                + [0.5, 0.25, 0.75].map { quantile in
                    .number(
                        result.regret(of: strategy, after: last, quantile: quantile).map { Figures.fixed($0, 4) } ?? "–"
                    )
                } + [
                    .number("\(Figures.fixed(100 * result.hits(of: strategy), 0)) %"),
                    .text(strategy.favourite.map { "\($0) (\(strategy.votes) of \(result.seeds))" } ?? "–"),
                ]
        }
        return Page.Section(
            id: "table", heading: "Regret at the end of the budget",
            content: [
                .paragraph(
                    "Every strategy searched a table of \(Figures.count(result.candidates, "candidate")) that had been trained once, "
                        + "\(Figures.count(result.seeds, "time")) with \(Figures.plain(result.budget)) trainings. Regret is the "
                        + "\(result.metric.rawValue) of the best candidate, \(Figures.rate(result.best)), less that of the best one "
                        + "found. The table has one training a candidate, so the best is also the luckiest; regret says how a "
                        + "strategy searches, not how good its winner is on other patients."),
                .table(
                    "Regret over the seeds, the least first",
                    columns: ["strategy", "median", "lower quartile", "upper quartile", "found the best", "favourite"],
                    rows: rows),
            ])
    }

    private var curves: Page.Section {
        let places = 0..<Int(result.budget)
        let all = result.strategies.flatMap { strategy in
            places.compactMap { result.regret(of: strategy, after: $0, quantile: 0.75) }
        }
        guard !all.isEmpty else {
            return Page.Section(id: "curves", heading: "Regret", content: [.note("No search has a regret.")])
        }
        let axes = (
            Chart.Axis("Trainings of full length", over: [0, result.budget]), Chart.Axis("Regret", over: all + [0])
        )
        var together = Chart(title: "Median regret", x: axes.0, y: axes.1)
        var single: [HTML] = []
        for (number, strategy) in result.strategies.enumerated() {
            let median = points(of: strategy, 0.5)
            let colour = Palette.colour(number)
            together.lines.append(
                Chart.Line(points: median, colour: colour, dashes: Palette.dashes(number), label: strategy.name))
            var own = Chart(title: strategy.name, x: axes.0, y: axes.1)
            own.bands = [
                Chart.Band(
                    points: zip(points(of: strategy, 0.25), points(of: strategy, 0.75)).map { ($0.x, $0.y, $1.y) },
                    colour: colour, label: "quartiles")
            ]
            own.lines = [Chart.Line(points: median, colour: colour, label: "median")]
            single.append(
                own.figure(
                    "regret-\(number)", caption: "Median and quartiles over the seeds.",
                    frame: Chart.Frame(width: 420, height: 280, left: 56, right: 12, top: 10, bottom: 46, textSize: 12))
            )
        }
        return Page.Section(
            id: "curves", heading: "Regret as the budget is spent",
            content: [
                together.figure("regret", caption: "Each strategy’s median over the seeds."),
                .element("div", [.class("figures small")], single),
            ])
    }

    private func points(of strategy: ReplayResult.Strategy, _ quantile: Double) -> [(x: Double, y: Double)] {
        (0..<Int(result.budget)).compactMap { place in
            guard result.regret(of: strategy, after: place, quantile: 0.75) != nil else { return nil }
            return result.regret(of: strategy, after: place, quantile: quantile).map { (Double(place + 1), $0) }
        }
    }
}
