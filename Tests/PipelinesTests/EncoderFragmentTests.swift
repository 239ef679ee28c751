import Foundation
import Networks
import Tensors
import Testing

@testable import Pipelines

/// Ready-made encoders against the networks whose weights they take (`Fixtures/make_encoders.py`).
@Suite struct EncoderFragmentTests {
    struct Reference: Decodable {
        /// The other program's tensors and their shapes.
        var tensors: [String: [Int]]
        var features: [Double]
    }

    private static let references: [String: Reference] = {
        let file = Bundle.module.url(forResource: "encoders", withExtension: "json", subdirectory: "Fixtures")
        guard let file, let data = try? Data(contentsOf: file) else { return [:] }
        return (try? JSONDecoder().decode([String: Reference].self, from: data)) ?? [:]
    }()

    /// Even draws from -0.5 to 0.5: a hash of the place and the stream, as in the script.
    private func numbers(_ count: Int, stream: UInt32) -> [Double] {
        (1...UInt32(count)).map { place in
            var x = place &* 2_654_435_761 ^ (stream &+ 1) &* 2_246_822_519
            x ^= x >> 15
            x = x &* 2_246_822_519
            x ^= x >> 13
            return Double(x) / 0x1p32 - 0.5
        }
    }

    private func foreignWeights(_ tensors: [String: [Int]]) -> Weights {
        var weights = Weights()
        for (stream, name) in tensors.keys.sorted().enumerated() {
            let shape = Shape(tensors[name] ?? [])
            let scale = shape.extents.count > 1 ? (24 / Double(shape.count / shape[0])).squareRoot() : 0
            weights[name] = Tensor(
                shape: shape,
                elements: numbers(shape.count, stream: UInt32(stream)).map { u in
                    if shape.extents.count > 1 { return Float(scale * u) }
                    if name.hasSuffix("running_var") { return Float(1 + 0.5 * u) }
                    return Float(name.hasSuffix("weight") ? 1 + 0.2 * u : 0.2 * u)
                })
        }
        return weights
    }

    @Test(arguments: EncoderFragment.words)
    func featuresEqualThoseOfTheNetworkWhoseWeightsItTakes(word: String) throws {
        let reference = try #require(Self.references[word])
        let pipeline = try Pipeline(
            yaml: """
                cohort: { manifest: labels.csv }
                model: [{ encoder: \(word) }, globalAveragePool]
                training: { initial: { file: weights.safetensors, names: \(word) } }
                """, name: "p.yaml")
        guard case .file(let file) = pipeline.training.initial else { throw TestFailure() }
        #expect(file.layer == word)

        let input = InputShape(frames: 1, height: 64, width: 64, channels: 3)
        var weights = try Weights.initial(for: pipeline.model, input: input, seed: 0)
        let replaced = try weights.replace(
            by: foreignWeights(reference.tensors), names: file.names, below: file.layer ?? "")
        #expect(replaced.count == weights.count && replaced.count == reference.tensors.count)

        let plan = try Plan(pipeline.model, input: input, batch: 1, mode: .infer, threads: 2)
        try plan.load(weights)
        let planes: [Float] = numbers(3 * 64 * 64, stream: 999).map { 2 * Float($0) }
        let pixels: [Float] = planes.indices.map { planes[$0 % 3 * 64 * 64 + $0 / 3] }
        let image = Tensor(shape: [1, 64, 64, 3], elements: pixels)
        try plan.setInput(image, at: 0)
        try plan.infer()
        let features = plan.logits.map(Double.init)
        #expect(features.count == reference.features.count)
        #expect(norm(zip(features, reference.features).map { $0 - $1 }) < 1e-5 * norm(reference.features))
    }

    private func norm(_ values: [Double]) -> Double {
        values.reduce(0) { (sum: Double, value: Double) in sum + value * value }.squareRoot()
    }

    @Test func anUnknownEncoderIsRefusedWithItsPlace() {
        let error = #expect(throws: ConfigurationError.self) {
            try Pipeline(yaml: "cohort: { manifest: x.csv }\nmodel:\n  - { encoder: vgg18 }\n", name: "p.yaml")
        }
        #expect(error?.description == "p.yaml:3:5: model[0]: there is no encoder “vgg18”; did you mean vgg16?")
    }

    @Test func encodersAreCounted() {
        let list = Array(repeating: "{ encoder: vgg16 }", count: 17).joined(separator: ", ")
        #expect(throws: ConfigurationError.self) {
            try Pipeline(yaml: "cohort: { manifest: x.csv }\nmodel: [\(list)]\n", name: "p.yaml")
        }
    }
}

private struct TestFailure: Error {}

/// Multiply-adds against the usual tables.
@Suite struct MultiplyAddsTests {
    /// 1.814 · 10⁹, as torchvision and fvcore count them.
    @Test func resNet18() throws {
        let pipeline = try Pipeline(
            yaml: """
                cohort: { manifest: labels.csv, path: path, label: class }
                model: [{ encoder: resnet18 }, globalAveragePool, { dense: { units: 1000 } }]
                """, name: "p.yaml")
        let input = InputShape(frames: 1, height: 224, width: 224, channels: 3)
        #expect(try pipeline.model.multiplyAdds(for: input) == 1_814_073_344)
    }
}
