import Evaluation
import RunFolders

/// What strategies reach against a table of finished trainings: the contents of `replay.json`.
public struct ReplayResult: Codable, Sendable {
    public var description: String?
    public var metric: Metric
    /// Trainings of full length that each search could ask for.
    public var budget: Double
    /// How often each strategy searched.
    public var seeds: Int
    /// How many candidates the table holds.
    public var candidates: Int
    /// The best score of the table.
    public var best: Double
    /// All scores of full length, rising.
    public var scores: [Double]
    public var strategies: [Strategy] = []

    /// One strategy.
    public struct Strategy: Codable, Sendable {
        public var name: String
        /// For each seed the regret after each training; nil before the first one of full length.
        public var regrets: [[Double?]] = []
        /// The candidate that it chose most often, and how often.
        public var favourite: String?
        public var votes = 0

        public init(name: String) { self.name = name }
    }

    public init(
        description: String?, metric: Metric, budget: Double, seeds: Int, candidates: Int, best: Double,
        scores: [Double]
    ) {
        (self.description, self.metric, self.budget, self.seeds) = (description, metric, budget, seeds)
        (self.candidates, self.best, self.scores) = (candidates, best, scores)
    }

    /// How a length of training is written in tables.
    public static func length(_ resource: Double) -> String { Figures.plain(resource) }
}

extension ReplayResult {
    /// Whether there is a budget that curves can be drawn over.
    var isSound: Bool { (1...1e6).contains(budget) && candidates == scores.count && !scores.isEmpty }

    /// The text of `replay.csv`: the regret of each strategy and seed after each training.
    public var csv: String {
        CSVWriter.row(["strategy", "seed", "trainings", "regret"])
            + strategies.flatMap { strategy in
                strategy.regrets.enumerated().flatMap { seed, curve in
                    curve.enumerated().map { place, regret in
                        CSVWriter.row([strategy.name, "\(seed)", "\(place + 1)", regret.map { "\($0)" } ?? ""])
                    }
                }
            }.joined()
    }

    /// The regret after so many trainings at a quantile over the seeds; nil where fewer than that share have one.
    func regret(of strategy: Strategy, after place: Int, quantile: Double) -> Double? {
        let values = strategy.regrets.map { $0.indices.contains(place) ? $0[place] ?? .infinity : .infinity }.sorted()
        guard !values.isEmpty else { return nil }
        let position = quantile * Double(values.count - 1)
        let (low, high) = (values[Int(position)], values[min(Int(position) + 1, values.count - 1)])
        guard high.isFinite else { return low.isFinite && position == Double(Int(position)) ? low : nil }
        return low + (position - Double(Int(position))) * (high - low)
    }

    /// The strategies from the least median regret to the greatest.
    var ranked: [Strategy] {
        let last = Int(budget) - 1
        return strategies.sorted {
            (regret(of: $0, after: last, quantile: 0.5) ?? .infinity)
                < (regret(of: $1, after: last, quantile: 0.5) ?? .infinity)
        }
    }

    /// The share of the seeds that found the best candidate.
    func hits(of strategy: Strategy) -> Double {
        let found = strategy.regrets.count { ($0.last ?? nil).map { $0 <= 1e-12 } ?? false }
        return Double(found) / Double(max(strategy.regrets.count, 1))
    }

    /// The outcome for people, a line a strategy.
    public var lines: [String] {
        let last = Int(budget) - 1
        return [
            "\(Figures.count(candidates, "candidate")), best \(metric.rawValue) \(Figures.rate(best)); regret after "
                + "\(Figures.plain(budget)) trainings, median (quartiles) of \(Figures.count(seeds, "seed")):"
        ]
            + ranked.map { strategy in
                let figures = [0.5, 0.25, 0.75].map {
                    regret(of: strategy, after: last, quantile: $0).map { Figures.fixed($0, 4) } ?? "–"
                }
                return "  \(strategy.name.padded(to: 9))\(figures[0]) (\(figures[1])–\(figures[2])), best found by "
                    + "\(Figures.fixed(100 * hits(of: strategy), 0)) % of the seeds"
            }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(width - count, 0)) }
}
