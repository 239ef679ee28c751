import Networks
import Tensors
import Testing

@testable import Saliency

/// Maps and contributions of small networks whose truth follows from their arithmetic.
@Suite(.serialized) struct ExplainedNetworkTests {
    static let input = InputShape(frames: 4, height: 8, width: 8, channels: 1)
    static let architecture = Architecture(layers: [
        .timeDistributed(
            TimeDistributed(layers: [
                .convolution(Convolution(filters: 4)), .relu, .globalMaxPool,
            ])),
        .lstm(LSTM(units: 5, returns: .all)), Layer.maxOverTime, .dense(Dense(units: 2)),
    ])

    static func network() throws -> ExplainedNetwork {
        try ExplainedNetwork(
            architecture, input: input, weights: .initial(for: architecture, input: input, seed: 3), threads: 2)
    }

    static func frames(seed: UInt64 = 1) -> Tensor {
        var generator = RandomGenerator(seed: seed)
        return Tensor(shape: [4, 8, 8, 1], elements: (0..<256).map { _ in Float(generator.normal()) })
    }

    @Test func contributionsAddUp() throws {
        let network = try Self.network()
        let logits = try network.read(Self.frames())
        for target in 0..<2 {
            let found = try #require(try network.frameContributions(target: target, mean: [0.1, 0.2, 0, 0.3]))
            #expect(found.values.count == 4)
            #expect(abs(found.logit - Double(logits[target])) < 1e-4)
            #expect(found.areComplete, "\(found)")
        }
    }

    @Test func aSequenceOfOneStepHasContributions() throws {
        let input = InputShape(frames: 1, height: 8, width: 8, channels: 1)
        let network = try ExplainedNetwork(
            Self.architecture, input: input, weights: .initial(for: Self.architecture, input: input, seed: 3),
            threads: 2)
        let logits = try network.read(Tensor(shape: [1, 8, 8, 1], elements: Array(Self.frames().elements.prefix(64))))
        let found = try #require(try network.frameContributions(target: 1, mean: nil))
        #expect(found.values.count == 1)
        #expect(abs(found.logit - Double(logits[1])) < 1e-4 && found.areComplete)
    }

    /// Of findings each has its own probability; of classes that exclude each other all share one.
    @Test func findingsHaveProbabilitiesOfTheirOwn() throws {
        let weights = try Weights.initial(for: Self.architecture, input: Self.input, seed: 3)
        let findings = try ExplainedNetwork(
            Self.architecture, input: Self.input, weights: weights, hasFindings: true, threads: 1)
        #expect(abs(findings.probability(of: 0, logits: [1, 5]) - 0.731_058_578_630_004_9) < 1e-12)
        #expect(abs(try Self.network().probability(of: 0, logits: [1, 5]) - 0.017_986_209_962_091_56) < 1e-12)
    }

    /// Occlusion's largest fall and deletion agree with the network called directly.
    @Test func occlusionIsTheFallOfTheLogit() throws {
        let network = try Self.network()
        let frames = Self.frames()
        let map = try network.frameOcclusion(of: frames, target: 1)
        let whole = try network.logits(of: [frames])[0][1]
        for frame in 0..<4 {
            var hidden = frames
            let range = frame * 64..<(frame + 1) * 64
            let mean = frames.elements[range].reduce(0) { $0 + Double($1) } / 64
            for place in range { hidden[place] = Float(mean) }
            let fall = whole - (try network.logits(of: [hidden])[0][1])
            #expect(abs(map.values[frame] - fall) < 1e-5)
        }
    }

    @Test func integratedGradientsAddUp() throws {
        let network = try Self.network()
        let frames = Self.frames()
        let map = try network.integratedGradients(of: frames, target: 0)
        let least = frames.elements.min() ?? 0
        let logits = try network.logits(of: [frames, Tensor(shape: frames.shape, repeating: least)])
        let difference = Double(logits[0][0] - logits[1][0])
        let sum = map.values.reduce(0) { $0 + Double($1) }
        #expect(abs(sum - difference) <= 0.02 * max(abs(difference), 0.1))
    }

    /// Every method that reads any convolutional network gives a finite map of the scan, also for a sequence with padding, and the same one again.
    @Test(arguments: SaliencyMethod.allCases.filter { $0 != .attentionRollout }, [4, 3])
    func everyMethodGivesAMap(method: SaliencyMethod, length: Int) throws {
        let network = try Self.network()
        let frames = Tensor(shape: [length, 8, 8, 1], elements: Self.frames().elements.prefix(length * 64))
        var maps: [SaliencyMap] = []
        for _ in 0..<2 {
            _ = try network.read(frames)
            maps.append(try network.map(method, of: frames, target: 1, seed: 5))
        }
        #expect(maps[0] == maps[1])
        #expect(maps[0].slices == length)
        #expect(maps[0].values.allSatisfy { $0.isFinite })
        #expect(maps[0].resampled(frames: length, rows: 8, columns: 8).count == length * 64)
    }

    /// The rows of its logits are those of frames: taken for those of scans they would explain something else.
    @Test func aNetworkThatAnswersForEachFrameIsRefused() throws {
        let layers = Self.architecture.layers
        let architecture = Architecture(layers: Array(layers.prefix(2)) + Array(layers.suffix(1)))
        let error = try #require(throws: SaliencyError.self) {
            try ExplainedNetwork(
                architecture, input: Self.input,
                weights: .initial(for: architecture, input: Self.input, seed: 3), threads: 1)
        }
        #expect("\(error)".contains("answers for each frame"), "\(error)")
    }

    @Test func wrongLayersAreNamed() throws {
        let weights = try Weights.initial(for: Self.architecture, input: Self.input, seed: 3)
        func message(_ layer: String) -> String {
            do {
                _ = try ExplainedNetwork(
                    Self.architecture, input: Self.input, weights: weights, layer: layer, threads: 1)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(message("timeDistributed.rellu").hasSuffix("did you mean `timeDistributed.relu`?"))
        #expect(message("lstm").contains("shows no place; choose one of the maps: timeDistributed.convolution"))
    }
}
