import Foundation
import Tensors
import Testing

@testable import Preparation

@Suite struct NormalisationTests {
    struct Reference: Decodable {
        var values: [Float]
        var zScore, minMax, percentile5to90, scale900to1100: [Double]
    }

    @Test func valuesEqualNumpy() throws {
        let reference = try Fixture.decode("normalisation", as: Reference.self)
        let cases: [(Normalisation, [Double])] = [
            (.zScore, reference.zScore), (.minMax, reference.minMax),
            (.percentile(low: 5, high: 90), reference.percentile5to90), (.scale, reference.scale900to1100),
            (.none, reference.values.map(Double.init)),
        ]
        for (normalisation, expected) in cases {
            var frames = Tensor(shape: [3, 4, 5, 1], elements: reference.values)
            #expect(normalisation.apply(to: &frames, scale: 900...1100) == nil)
            #expect(distance(frames, expected) < 1e-6, "\(normalisation)")
        }
    }

    @Test(arguments: [Normalisation.zScore, .minMax, .percentile(low: 1, high: 99)])
    func constantFramesAreZeros(normalisation: Normalisation) {
        var frames = Tensor(shape: [1, 2, 2, 1], repeating: 7)
        #expect(normalisation.apply(to: &frames, scale: 0...1) == .constant(value: 7))
        #expect(frames.elements == [0, 0, 0, 0])
    }

    @Test func roundingIsNotASignal() {
        var frames = Tensor(shape: [1, 1, 3, 1], elements: [1000, Float(1000).nextUp, Float(1000).nextDown])
        #expect(Normalisation.zScore.apply(to: &frames, scale: 0...1) != nil)
        #expect(frames.elements == [0, 0, 0])
    }

    @Test func equalPercentilesFallBackToTheRange() {
        var frames = Tensor(shape: [1, 1, 5, 1], elements: [0, 0, 0, 0, 4])
        #expect(Normalisation.percentile(low: 10, high: 50).apply(to: &frames, scale: 0...1) == nil)
        #expect(frames.elements == [0, 0, 0, 0, 1])
    }

    @Test func hugeValuesDoNotOverflow() {
        var frames = Tensor(shape: [1, 1, 2, 1], elements: [-3e38, 3e38])
        #expect(Normalisation.zScore.apply(to: &frames, scale: 0...1) == nil)
        #expect(frames.elements == [-1, 1])
    }

    @Test func eachChannelHasItsFixedScale() throws {
        var frames = Tensor(shape: [1, 1, 2, 3], elements: [1, 2, 3, 4, 5, 6])
        let scale = FixedScale(mean: [1, 2, 3], deviation: [2])
        #expect(Normalisation.fixed(scale).apply(to: &frames, scale: 0...1) == nil)
        #expect(frames.elements == [0, 0, 0, 1.5, 1.5, 1.5])
        #expect(scale.problem(channels: 1) == "mean has 3 numbers, but frames have 1 channels")
        #expect(scale.problem(channels: 3) == nil)
        #expect(FixedScale(mean: [0], deviation: [0]).problem(channels: 1) != nil)
    }

    @Test func spellings() throws {
        func decode(_ text: String) throws -> Normalisation {
            try JSONDecoder().decode([Normalisation].self, from: Data("[\(text)]".utf8))[0]
        }
        #expect(try decode("\"zScore\"") == .zScore)
        #expect(try decode("\"percentile\"") == .percentile(low: 1, high: 99))
        #expect(try decode("{\"percentile\": [2, 98]}") == .percentile(low: 2, high: 98))
        #expect(
            try decode("{\"mean\": 127, \"deviation\": [1, 2, 3]}")
                == .fixed(FixedScale(mean: [127], deviation: [1, 2, 3])))
        #expect(throws: DecodingError.self) { try decode("{\"mean\": 127}") }
        #expect(throws: DecodingError.self) { try decode("\"zscore\"") }
        #expect(throws: DecodingError.self) { try decode("{\"percentile\": [2]}") }
    }
}
