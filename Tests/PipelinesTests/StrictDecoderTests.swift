import Testing

@testable import Pipelines

@Suite struct StrictDecoderTests {
    struct Training: Codable, Equatable {
        var epochs: Int
        var learningRate: Double
        var optimizer: String?
    }

    enum Plane: String, Codable, CaseIterable {
        case axial, coronal, sagittal
    }

    struct Document: Codable, Equatable {
        var training: Training
        var size: [Int]?
        var seed: UInt64?
        var plane: Plane?
    }

    private func decode(_ text: String, overrides: [String] = []) throws -> Document {
        var root = try ConfigurationNode.parse(text, name: "p.yaml")
        for override in overrides {
            root = try Override(override).applied(to: root)
        }
        return try StrictDecoder().decode(Document.self, from: root)
    }

    @Test func readsValues() throws {
        let document = try decode("training: { epochs: 3, learningRate: 1e-3 }\nsize: [2, 4]\n")
        #expect(document == Document(training: Training(epochs: 3, learningRate: 0.001), size: [2, 4]))
    }

    @Test(arguments: [
        (
            "training:\n  epochs: 3\n  learningRate: 1\n  epoch: 4\n",
            "p.yaml:4:3: unknown key training.epoch; did you mean epochs?"
        ),
        (
            "training:\n  epochs: many\n  learningRate: 1\n",
            "p.yaml:2:11: training.epochs must be a whole number, but is “many”"
        ),
        ("training:\n  epochs: 3\n", "p.yaml:2:3: training.learningRate is missing"),
        (
            "training: { epochs: 1, learningRate: 1 }\nsize: [1, x]\n",
            "p.yaml:2:11: size[1] must be a whole number, but is “x”"
        ),
        ("training: [1]\n", "p.yaml:1:11: training must be a map, but is a list of 1"),
        (
            "training: { epochs: 1, epochs: 2, learningRate: 1 }\n",
            "p.yaml:1:13: epochs stands here a second time; keep one"
        ),
        (
            "training: { epochs: 1, learningRate: 1 }\nseed: -1\n",
            "p.yaml:2:7: seed must be a whole number from 0, but is “-1”"
        ),
        (
            "training: { epochs: 1, learningRate: 1 }\nplane: sagital\n",
            "p.yaml:2:8: plane: “sagital” is not known here; did you mean sagittal?"
        ),
        (
            "training: { epochs: 1, learningRate: 1 }\nplane: oblique\n",
            "p.yaml:2:8: plane: “oblique” is not known here; write axial, coronal, sagittal"
        ),
        ("training: {\n", "p.yaml:2:1: this is not YAML: did not find expected node content"),
    ])
    func namesThePlaceOfEveryMistake(text: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) { try decode(text) }
        #expect(error?.description == message)
    }

    @Test func overridesReplaceAndAddValues() throws {
        let text = "training: { epochs: 3, learningRate: 1 }\nsize: [1, 2]\n"
        let document = try decode(text, overrides: ["training.epochs=7", "training.optimizer=sgd", "size[1]=9"])
        #expect(document.training == Training(epochs: 7, learningRate: 1, optimizer: "sgd"))
        #expect(document.size == [1, 9])
    }

    @Test func aWrongOverrideIsNamedByItsArgument() {
        let error = #expect(throws: ConfigurationError.self) {
            try decode("training: { epochs: 3, learningRate: 1 }\n", overrides: ["training.epocs=7"])
        }
        #expect(error?.description == "argument training.epocs=7: unknown key training.epocs; did you mean epochs?")
    }

    @Test func nestedAliasesCannotExhaustMemory() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(throws: ConfigurationError.tooManyValues(name: "p.yaml", limit: ConfigurationNode.valueLimit)) {
            try decode(text)
        }
    }

    @Test func deepNestingIsRefused() {
        #expect(throws: ConfigurationError.self) { try decode(String(repeating: "[", count: 100_000)) }
        #expect(throws: ConfigurationError.self) { try decode(String(repeating: "- ", count: 100_000) + "x") }
    }
}
