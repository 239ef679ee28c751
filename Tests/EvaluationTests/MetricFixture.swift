import Foundation
import Testing

@testable import Evaluation

/// The scores and figures of `Fixtures/metrics.json`, written by `make_metrics.py` with scikit-learn.
struct MetricFixture: Decodable {
    struct Case: Decodable, CustomTestStringConvertible {
        var name: String
        var classes: Int
        var positive: Int?
        var labels: [Int]
        var probabilities: [Double]
        var confusion: [Int]
        var metrics: [String: Double]
        var perClass: [[String: Double]]

        enum CodingKeys: String, CodingKey {
            case name, classes, positive, labels, probabilities, confusion, metrics
            case perClass = "per_class"
        }

        var testDescription: String { name }

        var samples: ScoredSamples {
            get throws {
                try ScoredSamples(
                    probabilities: probabilities, labels: labels, classCount: classes, positiveClass: positive)
            }
        }
    }

    struct Quantiles: Decodable {
        var values: [Double]
        var fractions: [Double]
        var quantiles: [Double]
    }

    var cases: [Case]
    var quantiles: Quantiles

    static func load() throws -> MetricFixture {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/metrics.json")
        return try JSONDecoder().decode(MetricFixture.self, from: Data(contentsOf: file))
    }
}
