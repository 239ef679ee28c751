import Networks
import Testing

@testable import Pipelines

@Suite struct AblationArmTests {
    private func source(_ ablation: String, model: String? = nil) throws -> PipelineSource {
        try PipelineSource(
            yaml: """
                cohort: { manifest: labels.csv, path: path, label: class, classes: [a, b] }
                split: { holdOut: 0.2, tuning: 0.2 }
                preparation: { frames: 8, size: [16, 16] }
                model:
                \(model ?? """
                  - timeDistributed:
                      axis: slices
                      layers:
                        - { convolution: { filters: 8, kernel: 3 } }
                        - relu
                        - { maxPool: 2 }
                        - globalAveragePool
                  - { lstm: { units: 8 } }
                  - { dense: { units: 2 } }
                """)
                training: { epochs: 2 }
                ablation:
                \(ablation)
                """, name: "p.yaml")
    }

    private func arms(_ ablation: String, model: String? = nil) throws -> [AblationArm] {
        let source = try source(ablation, model: model)
        var maker = try ArmMaker(source)
        return try AblationDescription(source.root).fixedArms(&maker)
    }

    private func kinds(_ arm: AblationArm) -> [String] { arm.pipeline.model.layers.map(\.kind) }

    @Test func armsAreNamedChangesOfTheBaseline() throws {
        let made = try arms(
            """
              wide: { model.lstm.units: 32 }
              gru: { model.lstm: { gru: { units: 8 } } }
              late: { insertBefore: { model.dense: { dropout: 0.5 } }, training.epochs: 9 }
            """)
        #expect(made.map(\.name) == ["baseline", "wide", "gru", "late"])
        #expect(kinds(made[2]) == ["timeDistributed", "gru", "dense"])
        #expect(kinds(made[3]) == ["timeDistributed", "lstm", "dropout", "dense"])
        #expect(made[3].pipeline.training.epochs == 9)
        #expect(made[1].changes == "model.lstm.units: 32")
    }

    @Test func equalArmsAreFound() throws {
        let made = try arms(
            "  same: { model.lstm.units: 8 }\n  one: { training.epochs: 5 }\n  two: { training.epochs: 5 }")
        #expect(made.map(\.sameAs) == [nil, "baseline", nil, "one"])
    }

    @Test func designsMakeArms() throws {
        let factors = """
              factors:
                units: { path: model.lstm.units, values: [4, 16] }
                kernel: { five: { model.timeDistributed.convolution.kernel: 5 } }
            """
        #expect(
            try arms(factors).map(\.name) == ["baseline", "units=4", "units=16", "kernel=five"])
        #expect(
            try arms("  design: factorial\n" + factors).map(\.name) == [
                "baseline", "kernel=five", "units=4", "units=4+kernel=five", "units=16", "units=16+kernel=five",
            ])
    }

    @Test func controlsChangeTheSequence() throws {
        let made = try arms("  controls: [scrambled, single-frame, no-lstm, cnn3d, lstm-only, label-permutation]")
        #expect(made[1].pipeline.preparation.order == .scrambled)
        #expect(made[2].pipeline.preparation.frames == 1)
        #expect(kinds(made[3]) == ["timeDistributed", "meanOverTime", "dense"])
        #expect(kinds(made[4]) == ["readAsVolume", "convolution", "relu", "maxPool", "globalAveragePool", "dense"])
        #expect(made[6].pipeline == made[0].pipeline && made[6].permutesLabels && made[6].sameAs == nil)
        let input = InputShape(frames: 8, height: 16, width: 16, channels: 1)
        let counts = try [0, 4].map { Double(try made[$0].pipeline.model.parameterCount(for: input)) }
        #expect(abs(counts[1] / counts[0] - 1) < 0.05)
        // The pixels go into the LSTM: 4·8 gates of 256 inputs, 8 states and a bias.
        let lstm = 32 * (256 + 8 + 1)
        #expect(try made[5].pipeline.model.parameterCount(for: input) == lstm + 2 * 9)
    }

    @Test(arguments: [
        (
            "  bad: { model.lstmm.units: 3 }",
            "the arm “bad” cannot be trained: p.yaml:16:10: model.lstmm.units: lstmm is not in a list of 3; did you mean lstm?"
        ),
        (
            "  bad: { training.epoch: 3 }",
            "the arm “bad” cannot be trained: p.yaml:16:10: unknown key training.epoch; did you mean epochs?"
        ),
        ("  bad: { remove: model.lstm }", "the arm “bad” cannot be trained: "),
        (
            "  bad: { split.seed: 3 }",
            "the arm “bad” changes split, which all arms share, so that they can be compared; leave it out, or run an "
                + "ablation of its own"
        ),
        ("  controls: [scrambeld]", "did you mean scrambled?"),
        ("  metics: auroc", "p.yaml:16:3: unknown key ablation.metics; did you mean metrics?"),
        ("  design: chain", "the design has no factors"),
        ("  a/b: { training.epochs: 3 }", "the name of an arm"),
        ("  design: fractional\n  factors: { e: { path: training.epochs, values: [3] } }", "needs its generators"),
    ])
    func whatCannotBeDoneIsSaid(ablation: String, message: String) {
        let error = #expect(throws: (any Error).self) { try arms(ablation) }
        #expect(error.map { "\($0)" }?.contains(message) == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test func aModelWithoutSequenceHasNoControls() {
        let error = #expect(throws: AblationError.self) {
            try arms("  controls: [no-lstm]", model: "  - flatten\n  - { dense: { units: 2 } }")
        }
        #expect("\(error.map { "\($0)" } ?? "")".contains("the model has no lstm or gru"))
    }
}
