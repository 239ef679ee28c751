import Networks
import Testing

@testable import Pipelines

/// A network that answers for each frame and labels of frames need each other; what does not fit is refused before a scan is read.
@Suite struct FrameLabelsCheckTests {
    private func pipeline(
        cohort: String = "frameLabels: frames, ", preparation: String = "{ frames: 8, size: [16, 16] }",
        lstm: String = "returns: all", more: String = ""
    ) throws -> Pipeline {
        try Pipeline(
            yaml: """
                cohort: { \(cohort)classes: [a, b] }
                preparation: \(preparation)
                model:
                  - timeDistributed: { layers: [{ convolution: { filters: 4 } }, globalAveragePool] }
                  - { lstm: { units: 4, \(lstm) } }
                  - { dense: { units: 2 } }
                \(more)
                """, name: "p.yaml")
    }

    private func problem(_ pipeline: Pipeline) throws -> String {
        "\(try #require(throws: ConfigurationError.self) { try pipeline.check() })"
    }

    @Test func labelsAndAnswersThatFitPass() throws {
        try pipeline().check()
        try pipeline(preparation: "{ frames: { max: 8 }, size: [16, 16] }").check()
        try pipeline(cohort: "", lstm: "bidirectional: true").check()
    }

    @Test(arguments: ["{ frames: 8, size: [16, 16] }", "{}"])
    func oneAnswerForLabelsOfFramesIsRefused(_ preparation: String) throws {
        let text = try problem(pipeline(preparation: preparation, lstm: "returns: last"))
        #expect(
            text.contains("p.yaml:6:5: model: the network gives one answer of 2 numbers for the whole sequence"),
            "\(text)")
        #expect(text.contains("(one answer of 2 numbers for each of "), "\(text)")
        #expect(text.contains("`returns: all`"), "\(text)")
    }

    @Test(arguments: ["{ frames: 8, size: [16, 16] }", "{}"])
    func anAnswerForEachFrameOfOneLabelIsRefused(_ preparation: String) throws {
        let text = try problem(pipeline(cohort: "", preparation: preparation))
        #expect(text.contains("p.yaml:6:5: model: the network gives one answer of 2 numbers for each of "), "\(text)")
        #expect(text.contains("(one answer of 2 numbers for the whole sequence)"), "\(text)")
        #expect(text.contains("cohort.frameLabels"), "\(text)")
    }

    @Test func stepsThatAreNotTheFramesAreRefused() throws {
        var pipeline = try pipeline()
        pipeline.model.layers.insert(.convolution1D(.init(filters: 4, stride: 2)), at: 1)
        let text = try problem(pipeline)
        #expect(text.contains("for each of 4 steps") && text.contains("for each of 8 steps"), "\(text)")
    }

    @Test(arguments: [
        ("training: { mix: mixup }", "training.mix"),
        ("validation: { calibration: temperature }", "validation.calibration"),
        ("validation: { abstain: { coverage: 0.9 } }", "validation.abstain"),
        ("validation: { permutations: 2 }", "validation.permutations"),
    ])
    func whatIsForOneAnswerAScanIsRefused(more: String, key: String) throws {
        let text = try problem(pipeline(more: more))
        #expect(text.contains("p.yaml:7:") && text.contains(key), "\(text)")
        #expect(text.contains("labels of frames (cohort.frameLabels: frames)"), "\(text)")
    }
}
