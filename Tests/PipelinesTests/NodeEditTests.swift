import Testing

@testable import Pipelines

@Suite struct NodeEditTests {
    private let text = """
        model:
          - timeDistributed:
              layers:
                - sequential: { name: block, layers: [{ convolution: { filters: 8 } }, relu] }
                - globalAveragePool
          - { lstm: { units: 4 } }
          - { dense: { name: last, units: 2 } }
        training: { epochs: 3 }
        """

    private func line(after path: String, _ action: NodeEdit.Action, of key: String = "model") throws -> String {
        let root = try ConfigurationNode.parse(text, name: "p.yaml")
        let edit = try NodeEdit(path, action, at: .file(name: "p.yaml", line: 9, column: 5))
        return try edit.applied(to: root).child(.key(key))?.line ?? "-"
    }

    private func node(_ text: String) throws -> ConfigurationNode { try .parse(text, name: "value") }

    private let whole =
        "[{timeDistributed: {layers: [{sequential: {name: block, layers: [{convolution: {filters: 8}}, relu]}}, "
        + "globalAveragePool]}}, {lstm: {units: 4}}, {dense: {name: last, units: 2}}]"

    @Test func theWordLayersMayBeLeftOutAndNamesLead() throws {
        let changed = try line(after: "model.timeDistributed.block.convolution.filters", .set(node("16")))
        #expect(changed == whole.replacing("filters: 8", with: "filters: 16"))
        #expect(try line(after: "model.last.units", .set(node("3"))) == whole.replacing("units: 2", with: "units: 3"))
    }

    @Test func aLayerIsReplacedByOneOrSeveral() throws {
        #expect(
            try line(after: "model.lstm", .set(node("{gru: {units: 5}}")))
                == whole.replacing("{lstm: {units: 4}}", with: "{gru: {units: 5}}"))
        #expect(
            try line(after: "model.lstm", .set(node("[a, b]"))) == whole.replacing("{lstm: {units: 4}}", with: "a, b"))
    }

    @Test func layersAreInsertedAndRemoved() throws {
        let dropout = try node("{dropout: 0.5}")
        #expect(
            try line(after: "model.lstm", .insertAfter([dropout]))
                == whole.replacing("{lstm: {units: 4}}", with: "{lstm: {units: 4}}, {dropout: 0.5}"))
        #expect(
            try line(after: "model[1]", .insertBefore([dropout]))
                == whole.replacing("{lstm: {units: 4}}", with: "{dropout: 0.5}, {lstm: {units: 4}}"))
        #expect(try line(after: "model.timeDistributed.block.relu", .remove) == whole.replacing(", relu", with: ""))
        #expect(try line(after: "training.epochs", .remove, of: "training") == "{}")
    }

    @Test func copiesGrow() throws {
        let blocks = try line(after: "model.timeDistributed.block", .repeated(3, growth: 2))
        for (name, filters) in [("block", 8), ("block-2", 16), ("block-3", 32)] {
            #expect(
                blocks.contains("{sequential: {name: \(name), layers: [{convolution: {filters: \(filters)}}, relu]}}"))
        }
        #expect(!(try line(after: "model.timeDistributed.block", .repeated(0, growth: 2))).contains("block"))
    }

    @Test func anOptionalKeyIsAdded() throws {
        #expect(
            try line(after: "training.optimizer.sgd.momentum", .set(node("0.9")), of: "training")
                == "{epochs: 3, optimizer: {sgd: {momentum: 0.9}}}")
    }

    @Test(arguments: [
        ("model.lstmm.units", "model.lstmm.units: lstmm is not in a list of 3; did you mean lstm?"),
        (
            "model.timeDistributed.block.conv[0].filters",
            "model.timeDistributed.block.conv[0].filters: conv is not in a list of 2: convolution, relu"
        ),
        ("model.lstm[1].units", "model.lstm[1].units: lstm[1] does not exist: lstm stands 1 times in a list of 3"),
    ])
    func apathThatLeadsNowhereIsRefused(path: String, problem: String) {
        let error = #expect(throws: ConfigurationError.self) { try line(after: path, .set(node("1"))) }
        #expect(error?.description == "p.yaml:9:5: \(problem)")
    }

    @Test func onlyLayersOfAListAreInsertedBeside() {
        #expect(throws: ConfigurationError.self) { try line(after: "training.epochs", .insertAfter([node("relu")])) }
        #expect(throws: ConfigurationError.self) { try line(after: "training.batch", .remove) }
    }

    @Test func aLineIsYAMLOfTheSameValue() throws {
        let text = "{a: [1, '2', \"x: y\"], b: \"it's \\\"so\\\"\", 'c: d': ~}"
        let once = try ConfigurationNode.parse(text, name: "p").line
        #expect(try ConfigurationNode.parse(once, name: "p").line == once)
    }
}
