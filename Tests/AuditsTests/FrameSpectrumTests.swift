import Testing

@testable import Audits

@Suite struct FrameSpectrumTests {
    private func pixels(_ value: (Int, Int) -> Float) -> [Float] {
        (0..<4096).map { value($0 / 64, $0 % 64) }
    }

    @Test func brightnessAndContrastDoNotCount() {
        let frame = pixels { Float(($0 * 7 + $1 * 3) % 11) + Float($0) / 8 }
        let (one, other) = (FrameSpectrum(pixels: frame), FrameSpectrum(pixels: frame.map { 3 * $0 - 2 }))
        #expect(one.distance(to: other) <= 2)
        #expect(abs(one.correlation(with: other) - 1) < 1e-4)
    }

    @Test func aNegativeIsTheOpposite() {
        let frame = pixels { Float(($0 * 5 + $1 * $1) % 13) }
        let (one, other) = (FrameSpectrum(pixels: frame), FrameSpectrum(pixels: frame.map { -$0 }))
        #expect(one.distance(to: other) >= 250)
        #expect(one.correlation(with: other) < -0.999)
    }

    @Test func constantFramesResembleNothing() {
        let constant = FrameSpectrum(pixels: pixels { _, _ in 0 })
        #expect(constant.correlation(with: constant) == 0)
    }

    @Test func halfTheBitsLieAboveTheMedian() {
        let spectrum = FrameSpectrum(pixels: pixels { Float(($0 * 7 + $1 * 3) % 11) })
        #expect(spectrum.hash.distance(to: .zero) == 127)
    }
}
