import Designs
import Testing

@testable import Pipelines

@Suite struct SearchDescriptionTests {
    private func source(_ search: String) throws -> PipelineSource {
        try PipelineSource(
            yaml: """
                cohort: { manifest: labels.csv, path: path, label: class, classes: [a, b] }
                preparation: { frames: 8, size: [16, 16] }
                model:
                  - timeDistributed:
                      layers:
                        - sequential: { name: block, layers: [{ convolution: { filters: 4 } }, relu, { maxPool: 2 }] }
                        - globalAveragePool
                  - { lstm: { units: 8 } }
                  - { dense: { units: 2 } }
                training: { epochs: 9 }
                search:
                \(search)
                """, name: "p.yaml")
    }

    private let space = """
          space:
            rate: { path: training.optimizer.adam.learningRate, logUniform: [1e-4, 1e-2] }
            units: { path: model.lstm.units, choice: [4, 16] }
            blocks: { repeat: model.timeDistributed.block, times: [1, 3], growth: 2 }
            head: { choice: { plain: {}, dropped: { insertBefore: { model.dense: { dropout: { rate: 0.3 } } } } } }
            dropout: { path: model.dropout.rate, uniform: [0.1, 0.5], when: { head: dropped } }
        """

    @Test func aCandidateBecomesAPipeline() throws {
        let source = try source("  strategy: random\n" + space)
        let maker = try CandidateMaker(source: source, description: SearchDescription(source.root))
        let candidate: SearchSpace.Candidate = [
            .number(1.0 / 3000), .option(1), .integer(3), .option(1), .number(0.25),
        ]
        #expect(maker.texts(of: candidate) == ["0.000333333", "16", "3", "dropped", "0.25"])
        let made = try maker.pipeline(of: candidate, resource: 1.0 / 3)
        #expect(made.training.epochs == 3)
        #expect(made.model.layers.map(\.kind) == ["timeDistributed", "lstm", "dropout", "dense"])
        let yaml = try made.resolvedYAML()
        for filters in [4, 8, 16] { #expect(yaml.contains("filters: \(filters)\n")) }
        #expect(yaml.contains("rate: 0.25\n") || yaml.contains("rate: 2.5e-1\n"))
        try maker.checkPaths()
    }

    @Test func whatIsNotNamedHasADefault() throws {
        let description = try SearchDescription(source(space).root)
        #expect(type(of: description.strategy).word == "tpe")
        #expect(description.budget == 20 && description.outer == 3 && description.inner.judged == 3)
        #expect(
            try SearchDescription(source("  outer: none\n  inner: { folds: 5, judged: 1 }\n" + space).root).outer == nil
        )
    }

    @Test(arguments: [
        ("  strategy: tpe", "the search space is empty"),
        ("  space: {}", "the search space is empty"),
        ("  budget: 0\n  space: { u: { path: model.lstm.units, choice: [4] } }", "a budget of 0 trains nothing"),
        ("  strategy: grey\n  space: { u: { path: model.lstm.units, choice: [4] } }", "there is no strategy “grey”"),
        ("  space: { u: { path: model.lstm.units, choice: [] } }", "the parameter “u” has no values"),
        ("  space: { u: { path: model.lstm.units, logUniform: [0, 1] } }", "from a number above 0"),
        ("  space: { u: { path: model.lstm.units, integer: [5, 1] } }", "must rise"),
        ("  space: { u: { pth: model.lstm.units, choice: [4] } }", "did you mean path?"),
        ("  space: { u: { path: model.lstm.units } }", "name one of choice"),
        (
            "  space: { u: { path: model.lstm.units, choice: [4], when: { v: 1 } } }",
            "depends on one that does not stand before"
        ),
        ("  buget: 3\n  space: { u: { path: model.lstm.units, choice: [4] } }", "did you mean budget?"),
        ("  metric: calibration_slope\n  space: { u: { path: model.lstm.units, choice: [4] } }", "no better and worse"),
    ])
    func whatCannotBeSearchedIsSaid(search: String, message: String) throws {
        let root = try source(search).root
        let error = #expect(throws: (any Error).self) { try SearchDescription(root) }
        #expect(error.map { "\($0)" }?.contains(message) == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test func aConditionIsRefusedBeforeAnythingIsTrained() throws {
        let root = try source("  strategy: gwo\n" + space).root
        let error = #expect(throws: SearchError.self) { try SearchDescription(root) }
        #expect(error == .conditionalAxis("dropout", strategy: "gwo"))
    }

    @Test func aPathThatLeadsNowhereIsRefused() throws {
        let source = try source("  space: { u: { path: model.lsm.units, choice: [4, 8] } }")
        let maker = try CandidateMaker(source: source, description: SearchDescription(source.root))
        let error = #expect(throws: ConfigurationError.self) { try maker.checkPaths() }
        #expect(error?.description.contains("did you mean lstm?") == true)
    }
}
