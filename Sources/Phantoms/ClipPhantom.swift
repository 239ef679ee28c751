import Foundation
import Imaging
import Tensors

/// A patient of `lesion-clip`: a round field of view over slowly breathing tissue, one half of which is brighter.
///
/// A still disc lies over the dark or the bright half, one that moves over the dark half, from where it jumps into the bright one: a
/// disc over the bright half says little, unless other frames show it elsewhere. Specks, brighter than all else, flash in every frame.
struct ClipPhantom {
    static let frameCount = 12
    private static let specksPerFrame = 8

    private let texture, grain: SmoothNoise
    private let breath: Double
    /// Points at right angles from the border between the halves into the bright one.
    private let brightSide: SIMD3<Double>

    init(using generator: inout RandomGenerator) {
        texture = SmoothNoise(cell: generator.uniform(9...15), using: &generator)
        grain = SmoothNoise(cell: generator.uniform(3...5), using: &generator)
        breath = generator.uniform(0.5...1.5)
        let angle = generator.uniform(0...2 * .pi)
        brightSide = [cos(angle), sin(angle), 0]
    }

    /// A clip of 48 to 56 pixels a side in which a disc lies at one place in every frame; if it moves, one frame
    /// shows it elsewhere.
    func scan(moves: Bool, using generator: inout RandomGenerator) -> Synthesis {
        let size = SIMD3(48 + generator.index(below: 9), 48 + generator.index(below: 9), 1)
        let extent = SIMD2(Double(size.x), Double(size.y))
        let body = (0..<size.x * size.y).map { offset in
            let pixel = SIMD2(Double(offset % size.x), Double(offset / size.x))
            let scaled = (pixel + 0.5) / extent - 0.5
            return (scaled * scaled).sum() < 0.47 * 0.47
        }
        var ink = Ink(size: size, spacing: .one, body: body)
        let radius = generator.uniform(5...6)
        let dark = ink.place(forRadius: radius, where: { !isBright($0, in: size) }, using: &generator)
        let bright = ink.place(
            forRadius: radius, where: { isBright($0, in: size) && Self.distance(dark, $0) >= 2.5 * radius },
            using: &generator)
        let home = moves || generator.index(below: 4) > 0 ? dark : bright
        let jumpFrame = 1 + generator.index(below: Self.frameCount - 2)
        for disc in [dark, bright] { ink.reserve(ink.ball(around: disc, radius: radius)) }
        ink.drawVessels(limit: Int(generator.uniform(100...200)), radius: 0.4...0.9, distance: 2, using: &generator)

        let light = Light(
            phase: generator.unit(), contrast: generator.uniform(60...75), noise: generator.uniform(1.5...2.5))
        let frames = (0..<Self.frameCount).map { frame in
            let specks = ink.spots(
                count: Self.specksPerFrame, radius: 1.5...1.5, clearOf: ([dark, bright], radius), using: &generator)
            let disc = moves && frame == jumpFrame ? bright : home
            return picture(
                frame, disc: disc, radius: radius, ink: ink, specks: specks, light: light, using: &generator)
        }
        let lesion = PhantomLesion(
            i: bright.x, j: bright.y, k: jumpFrame, radius: radius, radiusMillimetres: radius)
        return Synthesis(content: .frames(frames), lesion: moves ? lesion : nil)
    }

    /// What the frames of one clip share besides the anatomy.
    private struct Light {
        let phase, contrast, noise: Double
    }

    /// One frame, `[J, I]`; the disc trembles by up to half a pixel, and the brightness flickers.
    private func picture(
        _ frame: Int, disc: SIMD3<Int>, radius: Double, ink: Ink, specks: Set<Int>, light: Light,
        using generator: inout RandomGenerator
    ) -> Tensor {
        let sway = breath * sin(2 * .pi * (Double(frame) / Double(Self.frameCount) + light.phase))
        let gain = generator.uniform(0.97...1.03)
        let tremor = SIMD3(generator.uniform(-0.5...0.5), generator.uniform(-0.5...0.5), 0)
        let centre = SIMD3<Double>(disc) + tremor
        let values = ink.body.indices.map { offset in
            guard ink.body[offset] else { return Float(abs(2 * generator.normal())) }
            let place = SIMD3(Double(offset % ink.size.x), Double(offset / ink.size.x), 0)
            let tissue = place + [0, sway, 0]
            var value = 65 + 45 * brightness(at: tissue, in: ink.size) + 9 * texture(tissue) + 6 * grain(tissue)
            let step = place - centre
            if ink.isFilled[offset] || (step * step).sum() < radius * radius {
                value += light.contrast * generator.uniform(0.94...1.06)
            }
            if specks.contains(offset) { value = 230 }
            return Float(gain * value + light.noise * generator.normal())
        }
        return Tensor(shape: [ink.size.y, ink.size.x], elements: values)
    }

    /// 0 in the dark half, 1 in the bright one, in between near the border.
    private func brightness(at place: SIMD3<Double>, in size: SIMD3<Int>) -> Double {
        let middle = SIMD3(Double(size.x - 1) / 2, Double(size.y - 1) / 2, 0)
        return 1 / (1 + exp(-((place - middle) * brightSide).sum()))
    }

    private func isBright(_ place: SIMD3<Int>, in size: SIMD3<Int>) -> Bool {
        brightness(at: SIMD3<Double>(place), in: size) > 0.5
    }

    private static func distance(_ a: SIMD3<Int>, _ b: SIMD3<Int>) -> Double {
        let step = SIMD3<Double>(a &- b)
        return (step * step).sum().squareRoot()
    }
}
