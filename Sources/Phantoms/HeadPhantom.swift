import Foundation
import Imaging
import Tensors

/// A patient of `lesion-mri`: a head, whose scans show it in thick axial slices on different grids.
///
/// A lesion's centre lies on a slice, which cuts it clearly larger than the slices beside do; small bright bleedings lie in every head.
struct HeadPhantom {
    /// The number of axial slices; at 11 mm they hold the largest head.
    private static let slices = 16
    /// The half-axes in mm towards the right, front and top.
    private let extent: SIMD3<Double>
    private let outline, matter, grain: SmoothNoise
    private let grainStrength: Double
    private let ventricle: (centre: SIMD3<Double>, extent: SIMD3<Double>)

    init(using generator: inout RandomGenerator) {
        extent = [generator.uniform(66...76), generator.uniform(80...92), generator.uniform(62...72)]
        outline = SmoothNoise(cell: 45, using: &generator)
        matter = SmoothNoise(cell: generator.uniform(16...26), using: &generator)
        grain = SmoothNoise(cell: generator.uniform(7...12), using: &generator)
        grainStrength = generator.uniform(4...9)
        ventricle = (
            [0, generator.uniform(-8...8), generator.uniform(-4...10)],
            [generator.uniform(7...12), generator.uniform(16...26), generator.uniform(7...12)]
        )
    }

    /// A scan of the head, with a lesion or without.
    func scan(hasLesion: Bool, using generator: inout RandomGenerator) -> Synthesis {
        let (affine, size) = grid(using: &generator)
        let spacing = affine.spacing
        let places = Self.places(affine: affine, size: size)
        var ink = Ink(size: size, spacing: spacing, body: places.map { depth(at: $0) < 0.84 })
        let radius = generator.uniform(16.5...17.2)
        let centre = ink.place(forRadius: radius, using: &generator)
        let ball = ink.ball(around: centre, radius: radius)
        let total = ball.count + Int(generator.uniform(100...300))
        if hasLesion { ink.fill(ball) }
        let bleedings = ink.spots(
            count: 6 + generator.index(below: 4), radius: 6...9, clearOf: ([centre], radius), using: &generator)
        ink.drawVessels(limit: total, radius: 2...4.5, distance: 1.2 * spacing.max(), using: &generator)

        let bias = SmoothNoise(cell: 110, using: &generator)
        let contrast = generator.uniform(55...70)
        let noise = generator.uniform(1.5...2.5)
        let values = places.indices.map { offset in
            var value = signal(at: places[offset])
            if ink.isFilled[offset] { value += contrast * generator.uniform(0.94...1.06) }
            if bleedings.contains(offset) { value = 230 }
            value *= exp(0.15 * bias(places[offset]))
            let (real, imaginary) = (value + noise * generator.normal(), noise * generator.normal())
            return Float((real * real + imaginary * imaginary).squareRoot())
        }
        let lesion = PhantomLesion(
            i: centre.x, j: centre.y, k: centre.z, radius: radius / spacing.x, radiusMillimetres: radius)
        let voxels = Tensor(shape: [size.z, size.y, size.x], elements: values)
        return Synthesis(content: .volume(voxels, affine), lesion: hasLesion ? lesion : nil)
    }

    /// A grid of random spacing, order and direction of the axes that holds the whole head.
    private func grid(using generator: inout RandomGenerator) -> (Affine, SIMD3<Int>) {
        let inPlane = generator.uniform(4.0...4.8)
        let worldSpacing: SIMD3<Double> = [inPlane, inPlane, generator.uniform(11...11.5)]
        let axes = generator.permutation(of: 3)
        var (rows, size) = ([SIMD4<Double>](repeating: .zero, count: 3), SIMD3<Int>.zero)
        for (voxelAxis, worldAxis) in axes.enumerated() {
            let reach = 1.1 * extent[worldAxis] + generator.uniform(0...6)
            let spacing = worldSpacing[worldAxis]
            size[voxelAxis] = worldAxis == 2 ? Self.slices : Int((2 * reach / spacing).rounded(.up))
            let step = spacing * (generator.index(below: 2) == 0 ? 1 : -1)
            rows[worldAxis][voxelAxis] = step
            rows[worldAxis][3] = -step * Double(size[voxelAxis] - 1) / 2 + generator.uniform(-3...3)
        }
        return (Affine(x: rows[0], y: rows[1], z: rows[2]), size)
    }

    /// The world places of a grid's voxels; i varies fastest.
    private static func places(affine: Affine, size: SIMD3<Int>) -> [SIMD3<Double>] {
        (0..<size.x * size.y * size.z).map { offset in
            affine.apply([
                Double(offset % size.x), Double(offset / size.x % size.y), Double(offset / (size.x * size.y)),
            ])
        }
    }

    /// How far out a place lies: 0 at the centre, 1 at the skin.
    private func depth(at place: SIMD3<Double>) -> Double {
        let scaled = place / extent
        return (scaled * scaled).sum().squareRoot() * (1 + 0.03 * outline(place))
    }

    /// The noiseless T1-like signal: air, skin, bone, brain with grey and white matter, ventricles.
    private func signal(at place: SIMD3<Double>) -> Double {
        switch depth(at: place) {
        case 1...: return 0
        case 0.93...: return 70
        case 0.86...: return 25
        default: break
        }
        let inside = (place - ventricle.centre) / ventricle.extent
        if (inside * inside).sum() < 1 { return 55 }
        let white = 1 / (1 + exp(-6 * matter(place)))
        return 85 + 25 * white + grainStrength * grain(place)
    }
}
