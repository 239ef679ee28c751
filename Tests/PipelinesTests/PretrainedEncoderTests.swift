import Foundation
import Imaging
import Networks
import Preparation
import SystemPackage
import Tensors
import Testing
import Training

@testable import Pipelines

/// EfficientNet-Lite0 with its ImageNet weights on real X-rays against the features that its own program computes.
@Suite struct PretrainedEncoderTests {
    struct Reference: Decodable {
        struct Case: Decodable {
            var image: String
            var features_first16: [Double]
            var features_sum: Double
        }

        var cases: [Case]
    }

    /// The real scans and weights beside the project; nil where they are not there.
    static let data: FilePath? = {
        let folder = FilePath(#filePath).removingLastComponent().appending("../../../shared/data").lexicallyNormalized()
        let weights = folder.appending("weights/efficientnet_lite0_imagenet.safetensors")
        return FileManager.default.fileExists(atPath: weights.string) ? folder : nil
    }()

    @Test(.enabled(if: data != nil, "the weights in shared/data/weights are not there"))
    func featuresEqualThoseOfTheProgramThatMadeTheWeights() throws {
        let data = try #require(Self.data)
        let reference = try JSONDecoder().decode(
            Reference.self,
            from: Data(contentsOf: URL(filePath: data.appending("weights/reference.json").string)))
        let pipeline = try Pipeline(
            yaml: """
                cohort: { manifest: labels.csv }
                preparation: { size: [224, 224], channels: 3, normalise: { mean: 127, deviation: 128 } }
                model: [{ encoder: efficientnetLite0 }, globalAveragePool]
                training: { initial: { file: weights/efficientnet_lite0_imagenet.safetensors, names: efficientnetLite0 } }
                """, name: "p.yaml")
        let input = InputShape(frames: 1, height: 224, width: 224, channels: 3)
        var weights = try Weights.initial(for: pipeline.model, input: input, seed: 0)
        let imported = try #require(try pipeline.training.initial.imported(below: data))
        #expect(try imported.replace(in: &weights).count == weights.count)

        let plan = try Plan(pipeline.model, input: input, batch: 1, mode: .infer, threads: 2)
        try plan.load(weights)
        for expected in reference.cases {
            let scan = try ScanReader.read(.file(data.appending(expected.image)))
            try plan.setInput(try pipeline.preparation.prepare(scan).frames, at: 0)
            try plan.infer()
            let features = plan.logits.map(Double.init)
            #expect(abs(features.reduce(0, +) / expected.features_sum - 1) < 1e-3, "\(expected.image)")
            for (feature, wanted) in zip(features, expected.features_first16) {
                #expect(abs(feature - wanted) < 1e-3 * max(abs(wanted), 1), "\(expected.image)")
            }
        }
    }
}
