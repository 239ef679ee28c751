import Evaluation
import RunFolders

/// What a search has come to: the contents of `search.json`, from which its table and its page are made.
public struct SearchResult: Codable, Sendable {
    public var description: String?
    public var strategy: String
    /// Trainings of full length that each search could ask for.
    public var budget: Double
    public var metric: Metric
    /// 1 where more is better, −1 where less is.
    public var direction: Double
    /// The names of the parameters.
    public var axes: [String]
    /// How many inner folds judged each trial.
    public var innerFolds: Int
    /// The leaks that were accepted, by kind; nil without any.
    public var leaksAccepted: [String: Int]?
    /// One for each outer fold, and the final one.
    public var searches: [Search] = []
    /// How much each parameter explains of the scores of all searches; nil where nothing can be said.
    public var importance: Importance?
    /// The winner as a pipeline file.
    public var winner: String?

    /// One search.
    public struct Search: Codable, Sendable {
        /// `outer0`, …, and `final`.
        public var name: String
        public var trials: [Trial] = []
        /// The place of the chosen trial; nil where none could be trained.
        public var best: Int?
        /// What the outer fold says of the choice.
        public var outerScore: Double?
        /// Why the choice could not be judged.
        public var problem: String?

        public init(name: String) { self.name = name }

        private enum CodingKeys: String, CodingKey {
            case name, trials, best, problem
            case outerScore = "outer_score"
        }

        /// The chosen trial's score on the inner folds.
        public var innerScore: Double? { best.flatMap { trials[$0].score } }
    }

    /// One trial.
    public struct Trial: Codable, Sendable {
        /// One text for each parameter; empty where it does not count.
        public var values: [String]
        /// One coordinate from 0 to 1 for each parameter; nil where it does not count.
        public var coordinates: [Double?]
        /// The share of the epochs that it was trained for.
        public var resource: Double
        /// The mean over the inner folds; nil where the training failed.
        public var score: Double?
        public var problem: String?

        public init(values: [String], coordinates: [Double?], resource: Double, score: Double?, problem: String?) {
            (self.values, self.coordinates, self.resource) = (values, coordinates, resource)
            (self.score, self.problem) = (score, problem)
        }
    }

    /// What a fitted surrogate says of the parameters.
    public struct Importance: Codable, Sendable {
        /// The share of the variance that the surrogate predicts of trials that it has not seen.
        public var explained: Double
        public var shares: [Double]

        public init(explained: Double, shares: [Double]) { (self.explained, self.shares) = (explained, shares) }
    }

    public init(
        description: String?, strategy: String, budget: Double, metric: Metric, direction: Double, axes: [String],
        innerFolds: Int, leaksAccepted: [String: Int]?
    ) {
        (self.description, self.strategy, self.budget, self.metric) = (description, strategy, budget, metric)
        (self.direction, self.axes, self.innerFolds, self.leaksAccepted) = (direction, axes, innerFolds, leaksAccepted)
    }

    private enum CodingKeys: String, CodingKey {
        case description, strategy, budget, metric, direction, axes, searches, importance, winner
        case innerFolds = "inner_folds"
        case leaksAccepted = "leaks_accepted"
    }
}

extension SearchResult {
    /// The text of `search.csv`: a row for each trial of each search.
    public var csv: String {
        let header = ["search", "trial", "resource"] + axes + ["score", "chosen", "error"]
        return CSVWriter.row(header)
            + searches.flatMap { search in
                search.trials.enumerated().map { number, trial in
                    CSVWriter.row(
                        [search.name, "\(number)", Figures.plain(trial.resource)] + trial.values + [
                            trial.score.map { "\($0)" } ?? "", number == search.best ? "yes" : "",
                            trial.problem ?? "",
                        ])
                }
            }.joined()
    }

    /// Whether the choices are among the trials and every trial has a value for each parameter.
    var isSound: Bool {
        budget.isFinite
            && searches.allSatisfy { search in
                search.best.map(search.trials.indices.contains) ?? true
                    && search.trials.allSatisfy { $0.values.count == axes.count && $0.coordinates.count == axes.count }
            }
    }

    /// The outer folds whose choice was judged: what the inner folds promised, and what came of it.
    var judged: [(name: String, inner: Double, outer: Double)] {
        searches.compactMap { search in
            search.innerScore.flatMap { inner in search.outerScore.map { (search.name, inner, $0) } }
        }
    }

    /// How much better the inner folds made the choices look, on average; nil where nothing was judged.
    public var optimism: Double? {
        judged.isEmpty ? nil : judged.reduce(0) { $0 + direction * ($1.inner - $1.outer) } / Double(judged.count)
    }

    /// The mean of the outer folds.
    public var outerMean: Double? {
        judged.isEmpty ? nil : judged.reduce(0) { $0 + $1.outer } / Double(judged.count)
    }
}
