import Foundation
import Testing

@testable import Networks

/// Every loss against float64 PyTorch (`Fixtures/make_losses.py`).
@Suite struct LossFixtureTests {
    struct Case: Decodable, Sendable {
        var name: String
        var targets: [Float]
        var loss: Double
        var gradient: [Float]
        var weighted: Bool?
        var smoothing: Float?
        var gamma: Double?

        func function(_ weights: [Float]) throws -> any Loss {
            let weights = weighted == true ? weights : nil
            switch name {
            case "crossEntropy": return CrossEntropy(classWeights: weights, labelSmoothing: smoothing ?? 0)
            case "focal":
                return FocalLoss(gamma: try #require(gamma), classWeights: weights, labelSmoothing: smoothing ?? 0)
            case "binary": return BinaryCrossEntropy(labelWeights: weights)
            default: return OrdinalSquaredError(classWeights: weights)
            }
        }
    }

    struct Fixture: Decodable, Sendable {
        var rows, columns: Int
        var outputs, weights: [Float]
        var cases: [Case]
    }

    static func fixture() throws -> Fixture {
        let url = try #require(
            Bundle.module.url(forResource: "losses", withExtension: "json", subdirectory: "Fixtures"))
        return try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    }

    @Test(arguments: 0..<10)
    func agreesWithPyTorch(_ number: Int) throws {
        let fixture = try Self.fixture()
        #expect(fixture.cases.count == 10)
        let example = fixture.cases[number]
        let targets = Targets(rows: fixture.rows, columns: fixture.columns, values: example.targets)
        let found = try example.function(fixture.weights).evaluate(fixture.outputs, targets)
        #expect(abs(found.loss - example.loss) <= 1e-7 * max(1, abs(example.loss)), "\(example.name)")
        #expect(relativeError(found.gradient, example.gradient) < 1e-6, "\(example.name)")
    }

    @Test func labelsBecomeTargets() {
        #expect(Targets(labels: [1, 0], classes: 3).values == [0, 1, 0, 1, 0, 0])
    }

    @Test func areFiniteWhereAProbabilityIsNone() {
        let targets = Targets(labels: [1], classes: 2)
        let losses: [any Loss] = [CrossEntropy(), FocalLoss(gamma: 0.5), BinaryCrossEntropy(), OrdinalSquaredError()]
        for loss in losses {
            for outputs: [Float] in [[1e4, -1e4], [-1e4, 1e4]] {
                let found = loss.evaluate(outputs, targets)
                #expect(found.loss.isFinite && found.gradient.allSatisfy(\.isFinite), "\(loss) \(outputs)")
            }
        }
    }
}
