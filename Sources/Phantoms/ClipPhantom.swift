import Foundation
import Imaging
import Tensors

/// A patient of `lesion-clip`: a round field of view over slowly breathing tissue.
struct ClipPhantom {
    static let frameCount = 12

    private let texture, grain: SmoothNoise
    private let breath: Double

    init(using generator: inout RandomGenerator) {
        texture = SmoothNoise(cell: generator.uniform(9...15), using: &generator)
        grain = SmoothNoise(cell: generator.uniform(3...5), using: &generator)
        breath = generator.uniform(0.5...1.5)
    }

    /// A clip of 48 to 56 pixels a side in which a disc lies at one place in every frame; if it moves, one frame
    /// shows it elsewhere.
    func scan(moves: Bool, using generator: inout RandomGenerator) -> Synthesis {
        let size = SIMD3(48 + generator.index(below: 9), 48 + generator.index(below: 9), 1)
        let (width, height) = (Double(size.x), Double(size.y))
        let places = (0..<size.x * size.y).map { SIMD3(Double($0 % size.x), Double($0 / size.x), 0) }
        let body = places.map { place in
            let scaled = (place - SIMD3((width - 1) / 2, (height - 1) / 2, 0)) / SIMD3(width, height, 1)
            return (scaled * scaled).sum() < 0.47 * 0.47
        }
        var ink = Ink(size: size, spacing: .one, body: body)
        let radius = generator.uniform(4.5...5.5)
        let home = ink.place(forRadius: radius, using: &generator)
        let away = jump(from: home, radius: radius, in: ink, using: &generator)
        let jumpFrame = 1 + generator.index(below: Self.frameCount - 2)
        ink.drawVessels(
            limit: Int(generator.uniform(60...200)), radius: 0.5...1,
            around: [home, away].map { Ink.Disc(centre: $0, radius: radius) }, using: &generator)

        let phase = generator.unit()
        let (contrast, noise) = (generator.uniform(55...70), generator.uniform(3...5))
        var values: [Float] = []
        for frame in 0..<Self.frameCount {
            let sway = breath * sin(2 * .pi * (Double(frame) / Double(Self.frameCount) + phase))
            let gain = generator.uniform(0.95...1.05)
            let centre =
                SIMD3<Double>(moves && frame == jumpFrame ? away : home)
                + [generator.uniform(-0.5...0.5), generator.uniform(-0.5...0.5), 0]
            for (offset, place) in places.enumerated() {
                guard body[offset] else {
                    values.append(Float(abs(2 * generator.normal()).rounded()))
                    continue
                }
                let tissue = place + [0, sway, 0]
                var value = 85 + 14 * texture(tissue) + 8 * grain(tissue)
                let step = place - centre
                if ink.isFilled[offset] || (step * step).sum() < radius * radius {
                    value += contrast * generator.uniform(0.9...1.1)
                }
                values.append(Float((gain * value + noise * generator.normal()).rounded()))
            }
        }
        let lesion = PhantomLesion(
            i: away.x, j: away.y, k: jumpFrame, radius: radius, radiusMillimetres: radius)
        return Synthesis(
            voxels: Tensor(shape: [Self.frameCount, size.y, size.x], elements: values), affine: .identity,
            lesion: moves ? lesion : nil)
    }

    /// A place at least two and a half radii from home.
    private func jump(
        from home: SIMD3<Int>, radius: Double, in ink: Ink, using generator: inout RandomGenerator
    ) -> SIMD3<Int> {
        while true {
            let place = ink.place(forRadius: radius, using: &generator)
            let step = SIMD3<Double>(place &- home)
            if (step * step).sum().squareRoot() >= 2.5 * radius { return place }
        }
    }
}
