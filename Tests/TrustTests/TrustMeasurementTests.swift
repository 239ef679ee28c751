import Networks
import Preparation
import Saliency
import Tensors
import Testing

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

    /// A network that is compared with itself as if it were randomised fails that check, and says so.
    @Test func aMapThatDoesNotDependOnTheWeightsFails() throws {
        let weights = try Weights.initial(for: Self.architecture, input: Self.input, seed: 1)
        func network() throws -> ExplainedNetwork {
            try ExplainedNetwork(Self.architecture, input: Self.input, weights: weights, threads: 1)
        }
        var generator = RandomGenerator(seed: 1)
        let geometry = FrameGeometry(
            storedExtents: [12, 12, 1, 1], frameAxis: 2, framePositions: [0],
            rows: .init(axis: 1, start: 0, step: 1), columns: .init(axis: 0, start: 0, step: 1),
            fixed: .init(axis: 3, start: 0, step: 0))
        let samples = (0..<3).map { _ in
            let frames = Tensor(shape: [1, 12, 12, 1], elements: (0..<144).map { _ in Float(generator.normal()) })
            return TrustSample(
                frames: frames, clinical: [], target: 0, lesion: nil,
                space: ScannerSpace(geometry, sequence: frames.shape))
        }
        let measurement = TrustMeasurement(
            try network(), randomised: [try network()], samples: samples, seed: 1)
        let card = try measurement.measure(.hiResCAM)
        let check = try #require(card.checks.first { $0.name == "weights randomised" })
        #expect(card.scans == 3)
        #expect(check.verdict == .failed || check.value <= 0.5)
        #expect(card.checks.allSatisfy { $0.value.isFinite })
        #expect(card.checks.contains { $0.name == "repeatability" && $0.value <= 1 })
    }
}
