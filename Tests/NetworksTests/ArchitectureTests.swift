import Foundation
import Testing

@testable import Networks

@Suite struct ArchitectureTests {
    static let input = InputShape(frames: 16, height: 128, width: 128, channels: 1)

    static func decode(_ text: String) throws -> Architecture {
        try JSONDecoder().decode(Architecture.self, from: Data(text.utf8))
    }

    static func message(_ text: String, input: InputShape = input) -> String {
        do {
            _ = try decode(text).classCount(for: input)
            return "no error"
        } catch DecodingError.dataCorrupted(let context) {
            return context.debugDescription
        } catch {
            return "\(error)"
        }
    }

    static let spelling = """
        [{"timeDistributed":{"axis":"slices","layers":[{"convolution":{"bias":true,"dilation":1,"filters":16,\
        "groups":1,"kernel":3,"padding":"same","stride":1}},"batchNormalization","relu",{"maxPool":2},"globalAveragePool"]}},\
        {"lstm":{"activation":"tanh","bidirectional":true,"dropout":0,"layers":1,"recurrentDropout":0,"returns":"last",\
        "units":64}},{"dense":{"bias":true,"units":2}}]
        """

    @Test func theSpellingComesBack() throws {
        let architecture = try Self.decode(Self.spelling)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let again = String(decoding: try encoder.encode(architecture), as: UTF8.self)
        #expect(again == Self.spelling)
    }

    @Test func shapesAndCountsFollow() throws {
        let architecture = try Self.decode(Self.spelling)
        #expect(try architecture.classCount(for: Self.input) == 2)
        #expect(
            try architecture.outputs(for: Self.input) == [
                .sequence(steps: 16, features: 16), .vector(features: 128), .vector(features: 2),
            ])
        let lstm = 2 * (4 * 64 * 16 + 4 * 64 * 64 + 4 * 64)
        #expect(try architecture.parameterCount(for: Self.input) == 16 * 9 + 16 + 32 + lstm + 258)
        #expect(
            try architecture.parameters(for: Self.input).map(\.name).prefix(4) == [
                "timeDistributed.convolution.weight", "timeDistributed.convolution.bias",
                "timeDistributed.batchNormalization.weight", "timeDistributed.batchNormalization.bias",
            ])
    }

    @Test(arguments: [
        (#"["reluu"]"#, "there is no layer `reluu`; did you mean `relu`?"),
        (#"["dense"]"#, "the layer `dense` needs options, as in `{dense: {units: 2}}`"),
        (
            #"[{"relu":{},"tanh":{}}]"#,
            "a layer is one word or a map with one key, but this map has the keys relu, tanh; "
                + "indent a layer's options below its name"
        ),
        (#"[]"#, "the model has no layers; add at least `- {dense: {units: 2}}`"),
        (
            #"[{"convolution":{"filters":8}}]"#,
            "convolution reads one feature map or volume but gets a sequence of 16 maps of 1×128×128 (channels×height×width); "
                + "put it into a `timeDistributed` layer, which reads every frame, or put `readAsVolume` before it"
        ),
        (
            #"[{"timeDistributed":{"layers":[{"maxPool":200}]}}]"#,
            "timeDistributed.maxPool slides a window of 200×200 over a map of 1×128×128 (channels×height×width), "
                + "which is smaller; use a smaller window, more padding or fewer pooling layers"
        ),
        (
            #"[{"timeDistributed":{"layers":["relu"]}}]"#,
            "the model ends in a sequence of 16 maps of 1×128×128 (channels×height×width) but must end in a vector with "
                + "one number for each class; end with `- {dense: {units: <classes>}}`"
        ),
        (
            #"[{"timeDistributed":{"layers":["flatten",{"dense":{"units":6}}]}},{"transformerEncoder":{"heads":4,"units":8}}]"#,
            "transformerEncoder: `heads` is 4 but must be at least 1 and divide the 6 features of a step"
        ),
        (
            #"[{"timeDistributed":{"layers":["globalAveragePool"]}},{"gru":{"units":4,"recurrentDropout":1}}]"#,
            "gru: `recurrentDropout` is 1.0 but must be at least 0 and below 1"
        ),
        (
            #"[{"timeDistributed":{"layers":["globalAveragePool"]}},{"convolution1D":{"filters":4,"kernel":9,"dilation":2,"#
                + #""padding":"valid"}}]"#,
            "convolution1D slides a window of 17 over a sequence of 16 vectors of 1 features, which is smaller; "
                + "use a smaller window, more padding or fewer pooling layers"
        ),
        (
            #"[{"timeDistributed":{"layers":[{"convolution":{"filters":0}}]}}]"#,
            "timeDistributed.convolution: `filters` is 0 but must be from 1 to 1048576"
        ),
    ])
    func mistakesGetASentence(_ text: String, _ expected: String) {
        #expect(Self.message(text) == expected)
    }

    /// Nothing that decodes may trap, however large or small its numbers.
    @Test(arguments: [-1, 0, 1, 2, 4096, 1 << 20, 1 << 31, Int.max, Int.min])
    func oddSizesNeverTrap(_ size: Int) throws {
        let layers = [
            #"{"convolution":{"filters":SIZE}}"#, #"{"convolution":{"filters":4,"kernel":SIZE}}"#,
            #"{"convolution":{"filters":4,"stride":SIZE}}"#, #"{"convolution":{"filters":4,"padding":SIZE}}"#,
            #"{"maxPool":SIZE}"#, #"{"averagePool":{"size":3,"stride":SIZE,"padding":SIZE}}"#,
            #"{"maxPool":{"size":SIZE,"padding":"same"}}"#, #"{"dense":{"units":SIZE}}"#, #"{"lstm":{"units":SIZE}}"#,
            #"{"gru":{"units":SIZE,"bidirectional":true}}"#, #"{"lstm":{"units":2,"layers":SIZE}}"#,
            #"{"attentionOverTime":{"units":SIZE}}"#, #"{"transformerEncoder":{"heads":SIZE,"units":4}}"#,
            #"{"transformerEncoder":{"heads":1,"units":SIZE,"layers":SIZE}}"#, #"{"convolution1D":{"filters":SIZE}}"#,
            #"{"convolution1D":{"filters":2,"kernel":SIZE}}"#, #"{"convolution1D":{"filters":2,"padding":SIZE}}"#,
            #"{"convolution1D":{"filters":2,"stride":SIZE,"dilation":SIZE}}"#,
            #"{"positionalEncoding":{"learnt":true}}"#,
        ]
        for layer in layers.map({ $0.replacingOccurrences(of: "SIZE", with: "\(size)") }) {
            let architecture = try Self.decode(
                #"[{"timeDistributed":{"layers":[LAYER,"flatten"]}},LAYER,{"dense":{"units":2}}]"#
                    .replacingOccurrences(of: "LAYER", with: layer))
            _ = try? architecture.classCount(for: Self.input)
            for frames in [1, 3] {
                let small = InputShape(frames: frames, height: 5, width: 4, channels: 2)
                for text in [
                    "[LAYER,\"flatten\",{\"dense\":{\"units\":2}}]", "[\"flatten\",LAYER]",
                    "[{\"readAsSequence\":{\"steps\":\"cells\"}},LAYER]",
                ] {
                    let plain = try Self.decode(text.replacingOccurrences(of: "LAYER", with: layer))
                    _ = try? Plan(plain, input: small, batch: 2, mode: .infer, threads: 1)
                }
            }
        }
        let input = InputShape(frames: size, height: size, width: size, channels: size)
        _ = try? Self.decode(Self.spelling).parameterCount(for: input)
    }

    @Test func namesAreKeptApart() throws {
        let twice = #"[{"dense":{"units":2,"name":"head"}},{"dense":{"units":2,"name":"head"}}]"#
        let input = InputShape(frames: 1, height: 1, width: 1, channels: 1)
        #expect(throws: ArchitectureError.duplicateName(path: "head")) { try Self.decode(twice).outputs(for: input) }
        let odd = #"["flatten",{"dense":{"units":2,"name":"a.b"}}]"#
        #expect(Self.message(odd, input: input) == "a.b: `name` is `a.b` but must be letters, digits, `-` and `_`")
    }
}
