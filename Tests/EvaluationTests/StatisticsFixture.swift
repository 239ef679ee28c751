import Foundation

@testable import Evaluation

/// The figures of `Fixtures/statistics.json`, written by `make_statistics.py` with scipy, statsmodels and scikit-learn.
struct StatisticsFixture: Decodable {
    struct Functions: Decodable {
        var normal, quantile, beta, betaQuantile, t, tWidth, chi: [[Double]]
    }

    struct Proportions: Decodable {
        var k, n: Int
        var level: Double
        var wilson, exact: [Double]
    }

    struct DeLong: Decodable {
        var name: String
        var first, second: [Double]
        var labels: [Int]
        var patients: [String]
        var areas, errors: [Double]
        var difference, error, p: Double

        func scores(_ values: [Double]) throws -> BinaryScores {
            try BinaryScores(scores: values, positives: labels.map { $0 == 1 }, patients: patients)
        }
    }

    struct McNemar: Decodable {
        var b, c: Int
        var exact: Double
        var statistic, p: Double?
    }

    struct TTest: Decodable {
        var differences: [Double]
        var training, test: Int
        var t, p, low, high: Double
    }

    struct BCa: Decodable {
        var replicates, jackknife: [Double]
        var estimate, low, high: Double
    }

    struct Calibrations: Decodable {
        var name: String
        var classes: Int
        var labels: [Int]
        var logits: [Double]
        var temperature: Double
        var temperatureP, vectorP, isotonicP: [Double]
        var platt: [Double]?

        var samples: ScoredLogits {
            get throws { try ScoredLogits(logits: logits, labels: labels, classCount: classes) }
        }
    }

    struct Isotonic: Decodable {
        var scores: [Double]
        var labels: [Int]
        var at, frequencies: [Double]
    }

    struct Bins: Decodable {
        var observed, stated: [Double]
    }

    struct Curves: Decodable {
        var name: String
        var scores: [Double]
        var labels: [Int]
        var fpr, tpr, precision, recall, thresholds, netBenefit: [Double]
        var auroc, riskArea: Double
        var width, mass: Bins

        var binary: BinaryScores {
            get throws { try BinaryScores(scores: scores, positives: labels.map { $0 == 1 }) }
        }
    }

    struct Prevalence: Decodable {
        var probabilities, prior, target, reweighted, estimate: [Double]
    }

    struct OperatingPoints: Decodable {
        struct Point: Decodable {
            var rule: OperatingRule
            var threshold, sensitivity, specificity: Double
        }

        var scores: [Double]
        var labels: [Int]
        var points: [Point]
    }

    struct Agreement: Decodable {
        var labels, predictions: [Int]
        var kappa: [Double]
        var probabilities: [Double]
        var weightedAuroc: Double
        var scores: [Double]
        var findings: [Bool]
        var multilabel, areas: [Double]
    }

    struct Interaction: Decodable {
        struct Group: Decodable {
            var scores: [Double]
            var labels: [Int]
        }

        var groups: [Group]
        var q, p: Double
    }

    struct Holm: Decodable {
        var p, adjusted: [Double]
    }

    var functions: Functions
    var proportions: [Proportions]
    var delong: [DeLong]
    var mcnemar: [McNemar]
    var tTests: [TTest]
    var bca: [BCa]
    var calibrations: [Calibrations]
    var isotonic: Isotonic
    var curves: [Curves]
    var prevalence: Prevalence
    var operatingPoints: OperatingPoints
    var agreement: Agreement
    var interaction: Interaction
    var holm: Holm

    static func load() throws -> StatisticsFixture {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/statistics.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(StatisticsFixture.self, from: Data(contentsOf: file))
    }
}

/// Whether two lists agree to 1e-9.
func agree(_ found: [Double], _ expected: [Double], within tolerance: Double = 1e-9) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= tolerance }
}
