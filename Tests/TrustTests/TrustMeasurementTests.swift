import Networks
import Preparation
import Saliency
import Tensors
import Testing
import Training

@testable import Trust

@Suite(.serialized) struct TrustMeasurementTests {
    static let input = InputShape(frames: 1, height: 12, width: 12, channels: 1)
    static let architecture = Architecture(layers: [
        .convolution(Convolution(filters: 4)), .relu, .globalAveragePool, .dense(Dense(units: 2)),
    ])

    /// The last stage has no trained tensor, the first only the last layer's anew.
    @Test func layersLoseWhatTheyLearnt() throws {
        let trained = try Weights.initial(for: Self.architecture, input: Self.input, seed: 1)
        let stages = try CascadingRandomisation.weights(
            trained, of: Self.architecture, input: Self.input, stages: 4, seed: 2)
        #expect(stages.count == 2)
        #expect(stages[0]["convolution.weight"]?.elements == trained["convolution.weight"]?.elements)
        #expect(stages[0]["dense.weight"]?.elements != trained["dense.weight"]?.elements)
        #expect(stages[1]["convolution.weight"]?.elements != trained["convolution.weight"]?.elements)
        #expect(stages.allSatisfy { $0.names == trained.names })
    }

    /// A model that is compared with itself as if it were randomised fails that check, and says so.
    @Test func aMapThatDoesNotDependOnTheWeightsFails() throws {
        let card = try Self.card(comparisons: [.weights(stage: 1, of: 1), .labels(seed: 7)])
        let check = try #require(card.checks.first { $0.name == "weights randomised" })
        #expect(card.scans == 3)
        #expect(abs(check.value - 1) < 1e-9 && check.verdict == .failed)
        let labels = try #require(card.checks.first { $0.name == "labels randomised" })
        #expect(labels.verdict == .failed && labels.wanted == "at most 0.5" && labels.sentence.contains("seed 7"))
        #expect(card.checks.allSatisfy { $0.value.isFinite })
        #expect(card.checks.contains { $0.name == "repeatability" && $0.value <= 1 })
        #expect(card.hasFailed)
    }

    /// A mask of the whole scan holds all of the mass, one of nothing none; both are as chance has it.
    @Test func theMassInsideAMaskIsComparedWithTheMasksShare() throws {
        for (mask, share) in [([Bool](repeating: true, count: 144), 1.0), ([Bool](repeating: false, count: 144), 0)] {
            let check = try #require(try Self.card(mask: mask).checks.first { $0.name == "inside the mask" })
            #expect(abs(check.value - share) < 1e-9 && check.verdict == .passed)
        }
        let half = try #require(
            try Self.card(mask: (0..<144).map { $0 < 72 }).checks.first { $0.name == "inside the mask" })
        #expect(half.wanted == "at least 0.5" && half.value > 0 && half.value < 1)
        #expect(try !Self.card().checks.contains { $0.name == "inside the mask" })
    }

    /// The maps of an ensemble are its members' mean: two times the same member is that member.
    @Test func theMembersOfAnEnsembleAreMeasuredTogether() throws {
        let one = try Self.card(seeds: [1])
        #expect(try Self.card(seeds: [1, 1]).checks.map(\.value) == one.checks.map(\.value))
        #expect(try Self.card(seeds: [1, 2]).checks.map(\.value) != one.checks.map(\.value))
    }

    @Test func aMeasurementCanBeEnded() throws {
        #expect(throws: CancellationError.self) {
            _ = try Self.measurement().measure(.hiResCAM) { done, total in
                #expect(total == 3)
                if done == 2 { throw CancellationError() }
            }
        }
    }

    private static func card(
        seeds: [UInt64] = [1], comparisons: [TrustMeasurement.Comparison.Kind] = [], mask: [Bool]? = nil
    ) throws -> MethodTrust {
        try measurement(seeds: seeds, comparisons: comparisons, mask: mask).measure(.hiResCAM)
    }

    /// Of three scans of noise and a model of a member for each seed, compared with itself.
    private static func measurement(
        seeds: [UInt64] = [1], comparisons: [TrustMeasurement.Comparison.Kind] = [], mask: [Bool]? = nil
    ) throws -> TrustMeasurement {
        let weights = try seeds.map { try Weights.initial(for: architecture, input: input, seed: $0) }
        func model() throws(SaliencyError) -> Explainer {
            Explainer(
                try weights.map { weights throws(SaliencyError) in
                    try ExplainedNetwork(architecture, input: input, weights: weights, threads: 1)
                }, means: weights.map { _ in nil })
        }
        var generator = RandomGenerator(seed: 1)
        let geometry = FrameGeometry(
            storedExtents: [12, 12, 1, 1], frameAxis: 2, framePositions: [0],
            rows: .init(axis: 1, start: 0, step: 1), columns: .init(axis: 0, start: 0, step: 1),
            fixed: .init(axis: 3, start: 0, step: 0))
        let samples = (0..<3).map { _ in
            let frames = Tensor(shape: [1, 12, 12, 1], elements: (0..<144).map { _ in Float(generator.normal()) })
            return TrustSample(
                frames: frames, clinical: [], target: 0, lesion: nil, mask: mask,
                space: ScannerSpace(geometry, sequence: frames.shape))
        }
        return TrustMeasurement(
            try model(), comparisons: comparisons.map { TrustMeasurement.Comparison($0, make: model) },
            samples: samples, seed: 1)
    }
}
