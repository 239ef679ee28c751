import Foundation
import Tensors
import Testing

@testable import Preparation

@Suite struct AugmentationTests {
    private let frames: Tensor

    init() {
        var generator = RandomGenerator(seed: 9)
        frames = Tensor(shape: [4, 6, 7, 1], elements: (0..<168).map { _ in Float(generator.normal()) })
    }

    private func decode(_ text: String) throws -> Augmentation {
        try JSONDecoder().decode(Augmentation.self, from: Data(text.utf8))
    }

    private func applied(_ text: String, seed: UInt64 = 1) throws -> Tensor {
        var generator = RandomGenerator(seed: seed, stream: [2, 3])
        return try decode(text).apply(to: frames, using: &generator)
    }

    private static let everything = """
        {"flip": "both", "rotation": 10, "shift": 0.1, "scale": 0.1, "elastic": {}, "timeFlip": 0.5, "frameShift": 1,
         "intensity": {"brightness": 0.1, "contrast": 0.1, "gamma": 0.1}, "noise": 0.05}
        """

    @Test func nothingNamedChangesNothing() throws {
        #expect(try applied("{}") == frames)
    }

    @Test func seedsDecide() throws {
        #expect(try applied(Self.everything) == applied(Self.everything))
        #expect(try applied(Self.everything) != applied(Self.everything, seed: 2))
    }

    @Test func allFramesGetTheSameSpatialChange() throws {
        let one = Tensor(shape: [1, 6, 7, 1], elements: frames.elements[..<42])
        let repeated = one.selectingFrames([0, 0, 0])
        var generator = RandomGenerator(seed: 5)
        let augmentation = try decode("{\"rotation\": 90, \"shift\": 0.2, \"elastic\": {\"strength\": 0.1}}")
        let result = augmentation.apply(to: repeated, using: &generator).elements
        #expect(result[..<42] == result[42..<84])
        #expect(result[..<42] == result[84...])
        #expect(Array(result[..<42]) != one.elements)
    }

    @Test func aCertainFlipIsExact() throws {
        let mirrored = try applied("{\"flip\": {\"horizontal\": 1}}")
        for line in 0..<24 {
            #expect(
                mirrored.elements[line * 7..<line * 7 + 7].elementsEqual(
                    frames.elements[line * 7..<line * 7 + 7].reversed()))
        }
    }

    @Test func timeRunsBackwards() throws {
        #expect(try applied("{\"timeFlip\": 1}") == frames.selectingFrames([3, 2, 1, 0]))
    }

    @Test func framesMoveAlongTheSequence() throws {
        let possible = [[1, 2, 3, 3], [0, 1, 2, 3], [0, 0, 1, 2]].map(frames.selectingFrames)
        for seed in 0..<8 {
            let moved = try applied("{\"frameShift\": 1}", seed: UInt64(seed))
            #expect(possible.contains(moved))
        }
    }

    @Test func drawsStayInTheirRange() {
        var generator = RandomGenerator(seed: 3)
        for _ in 0..<200 {
            let factor = ScaleChange(least: 0.8, most: 1.25).draw(using: &generator).rows[0]
            #expect(factor >= 0.8 - 1e-12 && factor <= 1.25 + 1e-12)
            let move = Shift(fraction: 0.1).draw(height: 100, width: 50, using: &generator)
            #expect(abs(move.rows[2]) <= 10 && abs(move.columns[2]) <= 5)
            let turn = Rotation(degrees: 30).draw(using: &generator)
            #expect(turn.rows[0] >= cos(Double.pi / 6) - 1e-12)
        }
    }

    @Test func everyKeyIsReadAndWritten() throws {
        let augmentation = try decode(Self.everything)
        try augmentation.validate()
        #expect(augmentation.elastic == Elastic(strength: 0.02, grid: 4))
        #expect(augmentation.scale == ScaleChange(least: 0.9, most: 1.1))
        let written = try JSONEncoder().encode(augmentation)
        #expect(try JSONDecoder().decode(Augmentation.self, from: written) == augmentation)
    }

    @Test func impossibleValuesAreNamed() {
        var augmentation = Augmentation()
        augmentation.rotation = Rotation(degrees: 400)
        #expect(
            throws: AugmentationError(
                key: "rotation", value: "400.0", requirement: "it lies between 0.0 and 180.0")
        ) { try augmentation.validate() }
    }

    @Test(arguments: [
        ("{\"flip\": {\"vertical\": 2}}", "flip.vertical"), ("{\"rotation\": -1}", "rotation"),
        ("{\"shift\": 2}", "shift"), ("{\"scale\": 1.5}", "scale"), ("{\"scale\": [2, 1]}", "scale"),
        ("{\"elastic\": {\"grid\": 0}}", "elastic.grid"), ("{\"intensity\": {\"gamma\": -1}}", "intensity.gamma"),
        ("{\"noise\": -0.1}", "noise"), ("{\"timeFlip\": 7}", "timeFlip"), ("{\"frameShift\": -1}", "frameShift"),
    ])
    func impossibleSettingsAreNamed(text: String, key: String) throws {
        let error = #expect(throws: DecodingError.self) { try decode(text) }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error)) does not name \(key)")
            return
        }
        #expect(context.codingPath.map(\.stringValue).joined(separator: ".") == key)
    }
}
