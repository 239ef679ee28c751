import Foundation
import Testing

@testable import Evaluation

@Suite struct StackingTests {
    private struct Case: Decodable {
        var classes: Int
        var penalty: Double
        var features: [[Double]]
        var labels: [Int]
        var coefficients: [[Double]]
        var probabilities: [[Double]]
    }

    private func cases() throws -> [Case] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/stacking", withExtension: "json"))
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: url))
    }

    /// scikit-learn's solver stops a little before the minimum.
    @Test func regressionsEqualScikitLearn() throws {
        for example in try cases() {
            let fit = try LogisticRegression(
                fitting: example.features, labels: example.labels, classCount: example.classes,
                penalty: example.penalty)
            #expect(fit.isUsable && fit.classCount == example.classes)
            for (own, wanted) in zip(fit.coefficients.joined(), example.coefficients.joined()) {
                #expect(abs(own - wanted) < 1e-6)
            }
            for (row, wanted) in zip(example.features, example.probabilities) {
                for (p, q) in zip(fit.probabilities(of: row), wanted) { #expect(abs(p - q) < 1e-7) }
            }
        }
    }

    /// A model that knows the truth, and one that says the opposite of it half of the time.
    private func scores(_ right: (Int) -> Bool, patients: [String]? = nil) throws -> ScoredSamples {
        let labels = (0..<40).map { $0 % 2 }
        return try ScoredSamples(
            probabilities: labels.enumerated().flatMap { number, label in
                let p = (label == 1) == right(number) ? 0.8 : 0.2
                return [1 - p, p]
            }, labels: labels, classCount: 2, patients: patients)
    }

    @Test func theStackBelievesTheBetterModel() throws {
        let stacker = try Stacker(fitting: [scores { _ in true }, scores { $0 % 4 < 2 }])
        #expect(stacker.isUsable(classes: 2) && !stacker.isUsable(classes: 3))
        #expect(stacker.probabilities(of: [[0.2, 0.8], [0.8, 0.2]])[1] > 0.8)
        #expect(stacker.regression.coefficients[0][0] > 5 * abs(stacker.regression.coefficients[0][1]))
        let copy = try JSONDecoder().decode(Stacker.self, from: JSONEncoder().encode(stacker))
        #expect(copy == stacker)
        let others = try scores({ _ in true }, patients: (0..<40).map { "p\($0)" })
        #expect(throws: EvaluationError.notPaired(sample: 0)) {
            try Stacker(fitting: [scores { _ in true }, others])
        }
    }

    @Test func aggregationLearnsThatOneSliceSuffices() throws {
        // Five scans a patient, of which an ill one shows one: the mean hides it, the greatest score does not.
        let ill = (0..<40).map { $0 % 2 == 1 }
        let patients = ill.indices.flatMap { patient in (0..<5).map { _ in "p\(patient)" } }
        let probabilities = ill.flatMap { ill in
            (0..<5).flatMap { scan -> [Double] in
                let p = ill && scan == 2 ? 0.85 : 0.3 + 0.05 * Double(scan)
                return [1 - p, p]
            }
        }
        let samples = try ScoredSamples(
            probabilities: probabilities, labels: ill.flatMap { ill in (0..<5).map { _ in ill ? 1 : 0 } },
            classCount: 2, patients: patients)
        let learned = try LearnedAggregation(fitting: samples).aggregated(samples)
        #expect(learned.count == 40 && learned.predictions == learned.labels)
        #expect(try samples.aggregated(by: .mean).predictions != learned.labels)
    }
}
