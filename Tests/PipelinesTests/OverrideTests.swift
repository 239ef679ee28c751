import Testing

@testable import Pipelines

@Suite struct OverrideTests {
    private let text = """
        model:
          - timeDistributed: { layers: [{ dense: { units: 4 } }, relu, { dense: { units: 5 } }] }
          - lstm
          - { dense: { units: 2 } }
        """

    private func layers(after override: String) throws -> ConfigurationNode? {
        let root = try ConfigurationNode.parse(text, name: "p.yaml")
        return try Override(override).applied(to: root).child(.key("model"))
    }

    private func scalar(_ node: ConfigurationNode?) -> String? {
        if case .scalar(let text, _)? = node?.content { text } else { nil }
    }

    @Test func aLayerIsNamedByItsKind() throws {
        let layers = try layers(after: "model.dense.units=9")
        #expect(scalar(layers?.child(.index(2))?.child(.key("dense"))?.child(.key("units"))) == "9")
    }

    @Test func aBareLayerTakesAKey() throws {
        let layers = try layers(after: "model.lstm.units=32")
        #expect(scalar(layers?.child(.index(1))?.child(.key("lstm"))?.child(.key("units"))) == "32")
    }

    @Test func aWholeLayerIsReplaced() throws {
        #expect(scalar(try layers(after: "model.lstm=meanOverTime")?.child(.index(1))) == "meanOverTime")
        #expect(scalar(try layers(after: "model[1]=meanOverTime")?.child(.index(1))) == "meanOverTime")
    }

    @Test func oneOfSeveralLayersIsNamedByItsRank() throws {
        let layers = try layers(after: "model.timeDistributed.layers.dense[1].units=7")
        let inner = layers?.child(.index(0))?.child(.key("timeDistributed"))?.child(.key("layers"))
        #expect(scalar(inner?.child(.index(2))?.child(.key("dense"))?.child(.key("units"))) == "7")
        #expect(scalar(inner?.child(.index(0))?.child(.key("dense"))?.child(.key("units"))) == "4")
    }

    @Test(arguments: [
        ("model.timeDistributed.layers.dense.units=7", "dense stands here 2 times; write dense[0], dense[1]"),
        ("model.gru.units=7", "gru is not in a list of 3: timeDistributed, lstm, dense"),
        ("model[9]=relu", "[9] does not exist in a list of 3"),
    ])
    func anAmbiguousOrAbsentLayerIsRefused(override: String, problem: String) {
        let error = #expect(throws: ConfigurationError.self) { try layers(after: override) }
        #expect(error?.description == "--set \(override): \(problem)")
    }

    @Test(arguments: ["training.epochs=", "training.epochs= "])
    func anOverrideWithoutAValueIsRefused(text: String) {
        #expect(throws: ConfigurationError.emptyOverride(text)) { try Override(text) }
    }

    @Test(arguments: ["training.epochs", "=3", "a..b=1", "a[x]=1"])
    func malformedOverridesAreRefused(text: String) {
        #expect(throws: ConfigurationError.malformedOverride(text)) {
            _ = try Override(text).applied(to: ConfigurationNode.parse("a: [1]", name: "p.yaml"))
        }
    }
}
