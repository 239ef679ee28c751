import Foundation
import Testing

@testable import Pipelines

/// What cannot work is refused before a scan is read, with line, column and the layer's path.
@Suite struct PipelineCheckTests {
    private let head = """
        cohort: { classes: [a, b] }
        preparation: { frames: 8, size: [16, 16] }
        model:

        """

    private func problem(_ text: String) throws -> String {
        let pipeline = try Pipeline(yaml: text, name: "p.yaml")
        return "\(try #require(throws: ConfigurationError.self) { try pipeline.check() })"
    }

    @Test(arguments: [
        (
            """
              - timeDistributed:
                  layers:
                    - { convolution: { filters: 4 } }
                    - { maxPool: 32 }
                    - globalAveragePool
              - { lstm: { units: 4 } }
              - { dense: { units: 2 } }
            """,
            "p.yaml:7:11: model: timeDistributed.maxPool slides a window of 32×32 over a map of 4×16×16 "
        ),
        (
            """
              - timeDistributed:
                  layers:
                    - parallel:
                        branches:
                          - [{ convolution: { filters: 4 } }]
                          - [relu, { convolution: { filters: 4, stride: 2 } }]
                    - globalAveragePool
              - meanOverTime
              - { dense: { units: 2 } }
            """,
            "p.yaml:6:11: model: timeDistributed.parallel cannot concat a map of 4×16×16 (channels×height×width) and a map "
                + "of 4×8×8"
        ),
        (
            """
              - timeDistributed:
                  layers:
                    - parallel:
                        branches:
                          - []
                          - [relu, { convolution: { filters: 4 } }, { convolution: { name: last, filters: 0 } }]
                    - globalAveragePool
              - meanOverTime
              - { dense: { units: 2 } }
            """,
            "p.yaml:9:57: model: timeDistributed.parallel.branches[1].last: `filters` is 0"
        ),
        (
            "  - residual: { layers: [relu], shortcut: [{ maxPool: 9 }] }\n  - flatten\n  - { dense: { units: 2 } }",
            "p.yaml:4:44: model: residual.shortcut.maxPool reads"
        ),
        (
            "  - timeDistributed: { layers: [globalAveragePool] }\n  - meanOverTime\n  - { dense: { units: 3 } }",
            "p.yaml:6:5: model: the network ends in 3 outputs but there are 2 classes (a, b)"
        ),
        ("  - timeDistributed: { layers: [relu] }", "p.yaml:4:3: model: the model ends in a sequence of 8 maps"),
        (
            "  - timeDistributed: { layers: [globalAveragePool] }\n  - joinClinical\n  - { dense: { units: 2 } }",
            "p.yaml:5:5: model: joinClinical: `layers` is without clinical numbers"
        ),
    ])
    func aLayerThatDoesNotFitIsNamed(model: String, message: String) throws {
        let problem = try problem(head + model)
        #expect(problem.hasPrefix(message), "\(problem)")
    }

    private let network = """
          - timeDistributed: { layers: [{ convolution: { filters: 4 } }, globalAveragePool] }
          - { lstm: { units: 4 } }
          - { dense: { units: 2 } }

        """

    @Test(arguments: [
        (
            "training:\n  freeze: [lstm, timeDistribute]\n",
            "p.yaml:8:18: training.freeze[1]: there is no layer `timeDistribute` with weights to freeze; did you mean "
                + "`timeDistributed`?"
        ),
        (
            "training:\n  freeze: [timeDistributed, lstm, dense]\n",
            "p.yaml:8:11: training.freeze: freezing timeDistributed, lstm, dense leaves nothing to train"
        ),
    ])
    func whatCannotBeFrozenIsNamed(training: String, message: String) throws {
        let problem = try problem(head + network + training)
        #expect(problem.hasPrefix(message), "\(problem)")
    }

    @Test func anActivationThatIsNotKnownIsNamed() throws {
        let error = try #require(throws: ConfigurationError.self) {
            try Pipeline(yaml: head + "  - timeDistributed:\n      layers: [relo]\n", name: "p.yaml")
        }
        #expect("\(error)".hasPrefix("p.yaml:5:16: "), "\(error)")
        #expect("\(error)".contains("did you mean `relu`?"), "\(error)")
    }

    @Test func clinicalColumnsNeedALayerThatReadsThem() throws {
        let text =
            "cohort: { classes: [a, b], clinical: [age] }\npreparation: { frames: 8, size: 16 }\nmodel:\n" + network
        #expect(try problem(text).hasPrefix("p.yaml:1:38: cohort.clinical: no layer reads the clinical columns"))
        let read = text.replacingOccurrences(of: "  - { dense", with: "  - joinClinical\n  - { dense")
        try Pipeline(yaml: read, name: "p.yaml").check()
        #expect(
            try problem(read + "training: { mix: mixup }\n").hasPrefix(
                "p.yaml:8:18: training.mix: samples with clinical columns cannot be mixed"))
    }

    @Test func sequencesOfDifferentLengthAreNotMixed() throws {
        let text = (head + network).replacingOccurrences(of: "frames: 8", with: "frames: { max: 8 }")
        try Pipeline(yaml: text, name: "p.yaml").check()
        let problem = try problem(text + "training: { mix: mixup }\n")
        #expect(problem.hasPrefix("p.yaml:7:18: training.mix: sequences of different length"), "\(problem)")
    }

    /// A network that begins with a convolution reads one image, whatever the scans are.
    @Test func aNetworkOfImagesIsCheckedWithoutANumberOfFrames() throws {
        let text =
            (head + "  - { convolution: { filters: 4 } }\n  - { maxPool: 32 }\n  - flatten\n  - { dense: { units: 2 } }")
            .replacingOccurrences(of: "frames: 8, ", with: "")
        #expect(
            try problem(text).hasPrefix("p.yaml:5:5: model: maxPool slides a window of 32×32 over a map of 4×16×16"))
    }

    /// Where an input depends on the scans, the layers are seen to when the first one is read.
    @Test func withoutASizeNothingIsRefusedEarly() throws {
        let text = (head + "  - { maxPool: 900 }").replacingOccurrences(of: ", size: [16, 16]", with: "")
        try Pipeline(yaml: text, name: "p.yaml").check()
    }

    @Test func placesAreNoPartOfAPipeline() throws {
        let pipeline = try Pipeline(yaml: head + network, name: "p.yaml")
        #expect(try Pipeline(yaml: pipeline.resolvedYAML(), name: "q.yaml") == pipeline)
    }
}
