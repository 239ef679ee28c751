import Foundation
import Tensors
import Testing

@testable import Networks

/// What the layers of frames, maps and volumes say about themselves, and what PyTorch cannot tell.
@Suite(.serialized) struct FrameLayerTests {
    static let input = InputShape(frames: 4, height: 8, width: 6, channels: 3)
    static let image = InputShape(frames: 1, height: 8, width: 6, channels: 3)

    @Test(arguments: [
        #"{"residual":{"layers":["relu"],"shortcut":[]}}"#,
        #"{"parallel":{"branches":[[],[{"convolution":{"bias":true,"dilation":[1,2],"filters":4,"groups":"depthwise","kernel":3,"padding":{"back":0,"bottom":1,"front":0,"left":0,"right":1,"top":0},"stride":1}}]],"join":"concat"}}"#,
        #"{"squeezeExcite":{"activation":{"elu":{"alpha":0.5}},"gate":"hardSigmoid","reduction":4}}"#,
        #"{"groupNormalization":{"epsilon":0.5,"groups":"instance"}}"#, #""readAsVolume""#, #""spatialDropout""#,
        #"{"timeDistributed":{"axis":"modalities","layers":["flatten"],"steps":4}}"#,
        #"{"maxPool":[1,2,2]}"#,
    ])
    func theSpellingComesBack(_ text: String) throws {
        let layer = try JSONDecoder().decode(Layer.self, from: Data(text.utf8))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(layer), as: UTF8.self) == text)
    }

    @Test(arguments: [
        (
            #"[{"residual":{"layers":[{"convolution":{"filters":5,"stride":2}}]}}]"#,
            "residual cannot add a map of 5×4×3 (channels×height×width) and a map of 3×8×6 (channels×height×width); "
                + "give the layers as many filters and the same stride as their input, or a `shortcut` such as "
                + "`[{convolution: {filters: …, kernel: 1, stride: …}}]` that makes the same shape"
        ),
        (
            #"[{"parallel":{"branches":[[],[{"maxPool":2}]]}}]"#,
            "parallel cannot concat a map of 3×8×6 (channels×height×width) and a map of 3×4×3 (channels×height×width); "
                + "the branches must make the same shape, but for the channels of a `concat`"
        ),
        (
            #"[{"parallel":{"branches":[]}}]"#,
            "parallel: `branches` is empty but must be at least one list of layers"
        ),
        (
            #"[{"parallel":{"branches":[["relu",{"maxPool":9}]]}}]"#,
            "parallel.branches[0].maxPool slides a window of 9×9 over a map of 3×8×6 (channels×height×width), which is "
                + "smaller; use a smaller window, more padding or fewer pooling layers"
        ),
        (
            #"[{"convolution":{"filters":6,"dilation":5,"padding":"valid"}}]"#,
            "convolution slides a window of 11×11 over a map of 3×8×6 (channels×height×width), which is smaller; "
                + "use a smaller window, more padding or fewer pooling layers"
        ),
        (
            #"[{"convolution":{"filters":6,"groups":2}}]"#,
            "convolution: `groups` is 2 but must be a number that divides the 3 input channels and the 6 filters"
        ),
        (
            #"[{"convolution":{"filters":4,"groups":"depthwise"}}]"#,
            "convolution: `filters` is 4 but must be a multiple of the 3 input channels, because the convolution is "
                + "depthwise"
        ),
        (
            #"[{"convolution":{"filters":4,"groups":"instance"}}]"#,
            "convolution: `groups` is `instance` but must be a number or `depthwise`"
        ),
        (
            #"[{"groupNormalization":{"groups":2}}]"#,
            "groupNormalization: `groups` is 2 but must be a number that divides the 3 input channels"
        ),
        (
            #"[{"convolution":{"filters":4,"kernel":[1,2,3]}}]"#,
            "convolution: `kernel` is [1, 2, 3] but must be one number or [rows, columns] for a map"
        ),
        (
            #"[{"convolution":{"filters":4,"padding":{"front":1}}}]"#,
            "convolution: `padding` is `front` or `back` of a map but must be top, bottom, left and right; "
                + "only a volume has a front and a back"
        ),
        (
            #"[{"squeezeExcite":{"gate":"flatten"}}]"#,
            "squeezeExcite: `gate` is `flatten` but must be an activation, such as relu, silu, sigmoid or hardSigmoid"
        ),
        (
            #"[{"squeezeExcite":{"activation":"sillu"}}]"#,
            "there is no layer `sillu`; did you mean `silu`?"
        ),
        (
            #"[{"residual":{"layers":[{"tanh":{"name":"shortcut"}}]}}]"#,
            "two layers are called residual.shortcut; give them different names"
        ),
        (
            #"[{"timeDistributed":{"axis":"rows","steps":2,"layers":["flatten"]}}]"#,
            "timeDistributed: `steps` is given but must be left out with `axis: rows`, whose steps are the map's rows"
        ),
    ])
    func mistakesInImagesGetASentence(_ text: String, _ expected: String) {
        #expect(ArchitectureTests.message(text, input: Self.image) == expected)
    }

    @Test(arguments: [
        (
            #"["readAsVolume",{"maxPool":[5,2,2]}]"#,
            "maxPool slides a window of 5×2×2 over a volume of 3×4×8×6 (channels×depth×height×width), which is smaller; "
                + "use a smaller window, more padding or fewer pooling layers"
        ),
        (
            #"["readAsVolume",{"lstm":{"units":2}}]"#,
            "lstm reads a sequence of vectors but gets a volume of 3×4×8×6 (channels×depth×height×width); wrap the layers "
                + "of the volume in `{timeDistributed: {axis: modalities, steps: …}}`, ending in `globalAveragePool` or "
                + "`flatten`"
        ),
        (
            #"[{"timeDistributed":{"axis":"modalities","steps":3,"layers":["flatten"]}}]"#,
            "timeDistributed: `steps` is 3 but must be a number that divides the 4 frames of a sequence of 4 maps of "
                + "3×8×6 (channels×height×width)"
        ),
        (
            #"[{"timeDistributed":{"steps":2,"layers":["relu"]}}]"#,
            "timeDistributed reads a map or a vector from its own last layer but gets a volume of 3×2×8×6 "
                + "(channels×depth×height×width); a sequence of sequences or volumes cannot be read; end the inner layers "
                + "with a pooling"
        ),
    ])
    func mistakesInSequencesGetASentence(_ text: String, _ expected: String) {
        #expect(ArchitectureTests.message(text, input: Self.input) == expected)
    }

    /// Nothing that decodes may trap, however large or small its numbers.
    @Test(arguments: [-1, 0, 1, 2, 3, 4096, 1 << 20, 1 << 31, Int.max, Int.min])
    func oddSizesNeverTrap(_ size: Int) throws {
        let layers = [
            #"{"convolution":{"filters":6,"groups":SIZE}}"#, #"{"convolution":{"filters":6,"dilation":SIZE}}"#,
            #"{"convolution":{"filters":6,"kernel":[1,SIZE,2]}}"#, #"{"convolution":{"filters":6,"stride":[SIZE,1]}}"#,
            #"{"convolution":{"filters":SIZE,"groups":"depthwise"}}"#,
            #"{"convolution":{"filters":6,"padding":{"top":SIZE,"left":1}}}"#,
            #"{"maxPool":{"size":2,"padding":{"bottom":SIZE}}}"#, #"{"averagePool":[SIZE,1,1]}"#,
            #"{"groupNormalization":{"groups":SIZE}}"#, #"{"squeezeExcite":{"units":SIZE}}"#,
            #"{"squeezeExcite":{"reduction":SIZE}}"#, #"{"elu":{"alpha":SIZE}}"#, #"{"spatialDropout":SIZE}"#,
            #"{"timeDistributed":{"steps":SIZE,"layers":["globalMaxPool"]}}"#,
            #"{"residual":{"layers":[{"convolution":{"filters":SIZE}}]}}"#,
            #"{"parallel":{"branches":[[],[{"convolution":{"filters":SIZE}}]]}}"#,
        ]
        for layer in layers.map({ $0.replacingOccurrences(of: "SIZE", with: "\(size)") }) {
            for text in [
                #"[LAYER,"flatten",{"dense":{"units":2}}]"#, #"["readAsVolume",LAYER,"flatten"]"#,
                #"[{"timeDistributed":{"layers":[LAYER,"flatten"]}},LAYER]"#,
            ] {
                let architecture = try ArchitectureTests.decode(text.replacingOccurrences(of: "LAYER", with: layer))
                for input in [Self.input, Self.image] {
                    _ = try? Plan(architecture, input: input, batch: 2, mode: .train, threads: 1)
                    _ = try? Plan(architecture, input: input, batch: 2, mode: .infer, threads: 2)
                }
            }
        }
    }

    @Test func deepNestingIsReadInTime() throws {
        var layer = #"{"convolution":{"filters":3}}"#
        for _ in 0..<40 { layer = #"{"residual":{"layers":[LAYER]}}"#.replacingOccurrences(of: "LAYER", with: layer) }
        let architecture = try ArchitectureTests.decode("[\(layer),\"flatten\"]")
        #expect(try architecture.parameterCount(for: Self.image) == 3 * 3 * 9 + 3)
        _ = try Plan(architecture, input: Self.image, batch: 2, mode: .train, threads: 1)
    }

    /// Published blocks, whole: many rows are computed depth first, one row layer by layer.
    @Test(arguments: [
        #"[{"convolution":{"filters":16,"stride":2}},"relu6",{"residual":{"layers":[{"convolution":{"filters":40,"kernel":1}},"batchNormalization","relu6",{"convolution":{"filters":40,"groups":"depthwise"}},"batchNormalization","relu6",{"squeezeExcite":{"units":4}},{"convolution":{"filters":16,"kernel":1}},"batchNormalization"]}},"globalAveragePool",{"dense":{"units":3}}]"#,
        #"[{"convolution":{"filters":12}},{"residual":{"layers":[{"convolution":{"filters":20,"stride":2}},"batchNormalization","relu",{"convolution":{"filters":20}}],"shortcut":[{"convolution":{"filters":20,"kernel":1,"stride":2}}]}},"relu",{"residual":{"layers":["relu",{"convolution":{"filters":20}}]}},"relu","globalAveragePool",{"dense":{"units":3}}]"#,
        #"[{"convolution":{"filters":8}},{"parallel":{"branches":[[],["batchNormalization","relu",{"convolution":{"filters":8}}]]}},{"parallel":{"branches":[[],["batchNormalization","relu",{"convolution":{"filters":8}}]]}},{"groupNormalization":{"groups":4}},"relu",{"averagePool":2},"flatten",{"dense":{"units":3}}]"#,
        #"[{"parallel":{"branches":[[{"convolution":{"filters":5,"kernel":1}},"relu"],[{"convolution":{"filters":8}},"relu"],[{"maxPool":{"size":3,"stride":1,"padding":"same"}},{"convolution":{"filters":3,"kernel":1}}]]}},"relu","globalMaxPool",{"dense":{"units":3}}]"#,
    ])
    func depthFirstEqualsLayerByLayer(_ text: String) throws {
        let input = InputShape(frames: 1, height: 33, width: 30, channels: 3)
        let architecture = try ArchitectureTests.decode(text)
        let weights = try Weights.initial(for: architecture, input: input, seed: 5)
        let batch = 9
        let whole = try Plan(architecture, input: input, batch: batch, mode: .infer, threads: 2)
        let single = try Plan(architecture, input: input, batch: 1, mode: .infer, threads: 2)
        try whole.load(weights)
        try single.load(weights)
        let shape = Shape([1, 33, 30, 3])
        var expected: [Float] = []
        for index in 0..<batch {
            var generator = RandomGenerator(seed: 2, stream: [UInt64(index)])
            let image = Tensor(
                shape: shape, elements: (0..<shape.count).map { _ in Float(generator.uniform(-1...1)) })
            try whole.setInput(image, at: index)
            try single.setInput(image, at: 0)
            try single.infer()
            expected += single.logits
        }
        for _ in 0..<2 {
            try whole.infer()
            #expect(relativeError(whole.logits, expected) < 1e-6)
        }
    }

    @Test func spatialDropoutDropsWholeChannels() throws {
        let input = InputShape(frames: 1, height: 2, width: 3, channels: 20)
        let architecture = Architecture(layers: [
            .spatialDropout(SpatialDropout(rate: 0.25)), .flatten, .dense(Dense(units: 120, bias: false)),
        ])
        let plan = try Plan(architecture, input: input, batch: 4, mode: .train, threads: 2)
        var weights = Weights()
        weights["dense.weight"] = Tensor(
            shape: [120, 120], elements: (0..<120 * 120).map { $0 / 120 == $0 % 120 ? 1 : 0 })
        try plan.load(weights)
        for index in 0..<4 { try plan.setInput(Tensor(shape: [1, 2, 3, 20], repeating: 1), at: index) }
        var kept = 0
        for seed in 0..<10 {
            _ = try plan.trainStep(labels: [0, 1, 2, 3], dropoutSeed: UInt64(seed))
            let logits = plan.logits
            for channel in 0..<80 {
                let values = Set(logits[channel * 6..<channel * 6 + 6])
                #expect(values == [0] || values == [1 / 0.75])
                if values != [0] { kept += 1 }
            }
        }
        #expect((540...660).contains(kept))
    }

    @Test func tooMuchMemorySaysHowMuchAndWhatToChange() throws {
        let input = InputShape(frames: 1, height: 2048, width: 2048, channels: 1)
        let layers = Array(repeating: Layer.convolution(Convolution(filters: 64)), count: 120)
        let architecture = Architecture(layers: layers + [.globalAveragePool, .dense(Dense(units: 2))])
        do {
            _ = try Plan(architecture, input: input, batch: 7, mode: .train, threads: 1)
            Issue.record("a plan of more than 800 GiB was made")
        } catch {
            let message = "\(error)"
            #expect(message.contains("MiB of memory but may take"))
            #expect(message.hasSuffix("use a smaller batch, fewer or smaller frames, or fewer filters"))
        }
    }
}
