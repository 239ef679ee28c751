import Tensors
import Testing

@testable import Networks

@Suite struct WeightImportTests {
    private func weights(_ tensors: [(String, [Int], Float)]) -> Weights {
        var weights = Weights()
        for (name, extents, value) in tensors { weights[name] = Tensor(shape: Shape(extents), repeating: value) }
        return weights
    }

    private var network: Weights {
        weights([("body.a.weight", [2, 3], 0), ("body.b.weight", [2], 0), ("head.weight", [1], 0)])
    }

    @Test func coveredTensorsAreReplacedAndOthersStay() throws {
        var network = network
        let file = weights([("x.0.weight", [2, 3], 1), ("fc.weight", [9], 1)])
        let replaced = try network.replace(by: file, names: WeightNames(["a": "x.0"]), below: "body")
        #expect(replaced == ["body.a.weight"])
        #expect(network["body.a.weight"]?.elements == Array(repeating: 1, count: 6))
        #expect(network["body.b.weight"]?.elements == [0, 0])
    }

    @Test func withoutAMapEqualNamesAreTaken() throws {
        var network = network
        #expect(
            try network.replace(by: weights([("head.weight", [1], 4)]), names: WeightNames([:]), below: "") == [
                "head.weight"
            ])
    }

    @Test func whatDoesNotFitIsSaid() {
        var network = network
        let map = WeightNames(["a": "x"])
        #expect(throws: WeightImportError.noLayer(path: "bodi", known: ["body", "body.a", "body.b", "head"])) {
            try network.replace(by: Weights(), names: map, below: "bodi")
        }
        #expect(throws: WeightImportError.missing(name: "body.a.weight", foreign: "x.weight")) {
            try network.replace(by: Weights(), names: map, below: "body")
        }
        let transposed = weights([("x.weight", [3, 2], 1)])
        #expect(
            throws: WeightImportError.shapeDiffers(
                name: "body.a.weight", foreign: "x.weight", given: [3, 2], wanted: [2, 3])
        ) {
            try network.replace(by: transposed, names: map, below: "body")
        }
        #expect(throws: WeightImportError.nothingFits(path: "head")) {
            try network.replace(by: transposed, names: WeightNames([:]), below: "head")
        }
    }
}
