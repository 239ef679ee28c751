import Foundation
import Imaging
import Tensors

/// A patient of `lesion-clip`: a round field of view over slowly breathing tissue, one half of which is brighter.
///
/// The disc lies over the dark or the bright half, and jumps into the other: one frame alone says nothing.
struct ClipPhantom {
    static let frameCount = 12

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
        let home = ink.place(forRadius: radius, using: &generator)
        let away = jump(from: home, radius: radius, in: ink, using: &generator)
        let jumpFrame = 1 + generator.index(below: Self.frameCount - 2)
        for disc in [home, away] { ink.reserve(ink.ball(around: disc, radius: radius)) }
        ink.drawVessels(limit: Int(generator.uniform(100...200)), radius: 0.4...0.9, distance: 2, using: &generator)

        let light = Light(
            phase: generator.unit(), contrast: generator.uniform(60...75), noise: generator.uniform(1.5...2.5))
        let frames = (0..<Self.frameCount).map { frame in
            let disc = moves && frame == jumpFrame ? away : home
            return picture(frame, disc: disc, radius: radius, ink: ink, light: light, using: &generator)
        }
        let lesion = PhantomLesion(
            i: away.x, j: away.y, k: jumpFrame, radius: radius, radiusMillimetres: radius)
        return Synthesis(content: .frames(frames), lesion: moves ? lesion : nil)
    }

    /// What the frames of one clip share besides the anatomy.
    private struct Light {
        let phase, contrast, noise: Double
    }

    /// One frame, `[J, I]`; the disc trembles by up to half a pixel, and the brightness flickers.
    private func picture(
        _ frame: Int, disc: SIMD3<Int>, radius: Double, ink: Ink, light: Light, using generator: inout RandomGenerator
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
            return Float(gain * value + light.noise * generator.normal())
        }
        return Tensor(shape: [ink.size.y, ink.size.x], elements: values)
    }

    /// 0 in the dark half, 1 in the bright one, in between near the border.
    private func brightness(at place: SIMD3<Double>, in size: SIMD3<Int>) -> Double {
        let middle = SIMD3(Double(size.x - 1) / 2, Double(size.y - 1) / 2, 0)
        return 1 / (1 + exp(-((place - middle) * brightSide).sum()))
    }

    /// A place in the other half, at least two and a half radii from home.
    private func jump(
        from home: SIMD3<Int>, radius: Double, in ink: Ink, using generator: inout RandomGenerator
    ) -> SIMD3<Int> {
        let isHomeBright = brightness(at: SIMD3<Double>(home), in: ink.size) > 0.5
        while true {
            let place = ink.place(forRadius: radius, using: &generator)
            let step = SIMD3<Double>(place &- home)
            let isBright = brightness(at: SIMD3<Double>(place), in: ink.size) > 0.5
            if isBright != isHomeBright, (step * step).sum().squareRoot() >= 2.5 * radius { return place }
        }
    }
}
