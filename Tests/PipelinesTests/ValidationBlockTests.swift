import Cohorts
import Evaluation
import Studies
import Testing

@testable import Pipelines

@Suite struct ValidationBlockTests {
    private func pipeline(_ validation: String) throws -> Pipeline {
        try Pipeline(
            yaml: """
                cohort: { manifest: labels.csv }
                model: [{ dense: { units: 2 } }]
                \(validation)
                """, name: "p.yaml")
    }

    @Test func everyKeyHasADefault() throws {
        #expect(try pipeline("").validation == ValidationSettings())
        #expect(try pipeline("validation: {}").validation.folds == FoldDescription(.count(5)))
    }

    @Test func everyKeyIsRead() throws {
        let settings = try pipeline(
            """
            validation:
              column: site
              test: { holdOut: 0.2 }
              nested: { folds: 4 }
              stratify: false
              by: [scanner]
              repeats: 2
              seeds: [4, 5]
              calibration: platt
              operatingPoint: { rule: sensitivity, value: 0.95 }
              aggregate: max
              permutations: 3
            """
        ).validation
        #expect(settings.folds == FoldDescription(.column("site"), stratify: false, by: ["scanner"]))
        #expect(settings.test == .holdOut(0.2))
        #expect(settings.nested == ValidationSettings.Nested(folds: 4))
        #expect(settings.repeats == 2)
        #expect(settings.seeds(from: 1) == [4, 5])
        #expect(settings.calibration == .platt)
        #expect(settings.operatingPoint == .sensitivity(0.95))
        #expect(settings.aggregate == .rule(.max))
        #expect(settings.permutations == 3)
    }

    @Test(arguments: [
        "", "validation: { column: site, by: a, seeds: 3, calibration: isotonic, operatingPoint: { rule: youden } }",
        "validation: { deal: scans, test: { holdOut: 0.2 }, nested: { folds: 3 } }\ntraining: { initial: { unit: previousFold } }",
        "validation: { test: { column: part, values: [sealed] } }",
    ])
    func comesBackFromItsYAML(_ block: String) throws {
        let pipeline = try pipeline(block)
        #expect(try Pipeline(yaml: pipeline.resolvedYAML(), name: "resolved") == pipeline)
    }

    @Test(arguments: [
        ("validation: { folds: 1 }", "folds is 1 but must be 2"),
        ("validation: { folds: 3, column: site }", "only one of folds and column"),
        ("validation: { seeds: 0 }", "how many"),
        ("validation: { seeds: [1, 1] }", "different"),
        ("validation: { repeats: 0 }", "repeats is 0"),
        ("validation: { calibration: magic }", "magic"),
        ("validation: { nested: { folds: 1 } }", "folds is 1 but must be 2"),
        ("validation: { test: { holdOut: 1 } }", "holdOut is 1"),
        ("validation: { deal: slices }", "slices"),
        ("validation: { fold: 3 }", "folds"),
    ])
    func mistakesAreNamed(_ block: String, words: String) throws {
        do {
            _ = try pipeline(block)
            Issue.record("\(block) was accepted")
        } catch {
            #expect("\(error)".contains(words), "\(error)")
        }
    }
}
