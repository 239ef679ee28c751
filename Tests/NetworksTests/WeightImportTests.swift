import Foundation
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

    /// PyTorch's `nn.LSTM(2, 1, num_layers=2, bidirectional=True)` as its `state_dict` names it.
    @Test func pyTorchsLSTMFitsAsItIs() throws {
        var own = weights([])
        var file = weights([])
        for (place, ending) in ["_l0", "_l0_reverse", "_l1", "_l1_reverse"].enumerated() {
            let cine = ending.replacingOccurrences(of: "_l0", with: "")
            let value = Float(place + 1)
            for (name, extents) in [("weight_ih", [4, 2]), ("weight_hh", [4, 1])] {
                own["lstm.\(name)\(cine)"] = Tensor(shape: Shape(extents))
                file["rnn.\(name)\(ending)"] = Tensor(shape: Shape(extents), repeating: value)
            }
            own["lstm.bias\(cine)"] = Tensor(shape: [4])
            file["rnn.bias_ih\(ending)"] = Tensor(shape: [4], repeating: value)
            file["rnn.bias_hh\(ending)"] = Tensor(shape: [4], repeating: 10)
        }
        let replaced = try own.replace(by: file, names: WeightNames(["lstm": "rnn"]), below: "")
        #expect(replaced == own.names)
        #expect(own["lstm.weight_hh_l1_reverse"]?.elements == [4, 4, 4, 4])
        #expect(own["lstm.bias"]?.elements == [11, 11, 11, 11])
        #expect(own["lstm.bias_l1_reverse"]?.elements == [14, 14, 14, 14])
    }

    @Test func aDenseLayerTakesAConvolutionOfOnePixel() throws {
        var own = weights([("se.reduce.weight", [2, 3], 0), ("se.reduce.bias", [2], 0)])
        let file = weights([("fc1.weight", [2, 3, 1, 1], 5), ("fc1.bias", [2], 1)])
        #expect(try own.replace(by: file, names: WeightNames(["se.reduce": "fc1"]), below: "").count == 2)
        #expect(own["se.reduce.weight"] == Tensor(shape: [2, 3], repeating: 5))
        #expect(throws: WeightImportError.self) {
            try own.replace(
                by: weights([("fc1.weight", [2, 3, 3, 3], 5), ("fc1.bias", [2], 1)]),
                names: WeightNames(["se.reduce": "fc1"]), below: "")
        }
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
