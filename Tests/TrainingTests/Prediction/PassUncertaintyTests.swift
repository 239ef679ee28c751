import Networks
import Preparation
import Tensors
import Testing

@testable import Training

@Suite(.serialized) struct PassUncertaintyTests {
    private let sequences = (0..<3).map { number in
        var generator = RandomGenerator(seed: 5, stream: [UInt64(number)])
        return Tensor(shape: [2, 4, 4, 1], elements: (0..<32).map { _ in Float(generator.normal()) })
    }

    private func model(augmentation: Augmentation? = nil) throws -> ModelFile {
        let model = try ModelExamples.model()
        var description = model.description
        description.augmentation = augmentation
        return try ModelFile(description: description, weights: model.weights)
    }

    private func values(
        _ model: ModelFile, _ method: PassUncertainty.Method, seed: UInt64 = 1, order: [Int] = [0, 1, 2]
    ) throws -> [Double] {
        let passes = try PassUncertainty(model, method, passes: 6, seed: seed, threads: 1)
        return try order.map { try passes.value(of: sequences[$0]) }
    }

    @Test func dependsOnSeedAndScanAlone() throws {
        var augmentation = Augmentation()
        augmentation.noise = try JSONText.decode(Noise.self, from: "0.5")
        let model = try model(augmentation: augmentation)
        for method in PassUncertainty.Method.allCases {
            let first = try values(model, method)
            #expect(first.allSatisfy { $0 > 0 && $0 < 1 })
            #expect(Set(first).count == 3)
            #expect(try values(model, method, order: [2, 0]) == [first[2], first[0]])
            #expect(try values(model, method, seed: 2) != first)
        }
        #expect(try ModelFile.parse(model.serialized()).description == model.description)
    }

    @Test func aModelWithNothingToVaryIsRefused() throws {
        let model = try model()
        #expect(throws: PassError.noAugmentation(model: model.id)) { try values(model, .augmentation) }
        #expect(throws: PassError.passes(1)) { try PassUncertainty(model, .dropout, passes: 1, seed: 0, threads: 1) }
        var description = model.description
        description.architecture = try JSONText.decode(
            Architecture.self, from: #"["flatten", {"dense": {"units": 2}}]"#)
        description.input = InputShape(frames: 1, height: 4, width: 4, channels: 1)
        let weights = try Weights.initial(for: description.architecture, input: description.input, seed: 1)
        let plain = try ModelFile(description: description, weights: weights)
        #expect(throws: PassError.noDropout(model: plain.id)) { try values(plain, .dropout) }
    }
}
