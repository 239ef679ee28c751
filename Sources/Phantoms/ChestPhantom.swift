import Foundation
import Imaging
import Tensors

/// A patient of `lesion-xray`: a chest seen from the front. Lengths are fractions of the image's width and height.
struct ChestPhantom {
    /// What a radiograph shows, in the order of the classes.
    enum Finding: Int {
        case clear, nodule, opacity
    }

    /// How many bands of rows an image is read in; a finding's centre lies in the middle two fifths of one.
    static let bands = 5

    private let chest, cavity, lung, heart: SIMD2<Double>
    private let ribDistance, ribPhase: Double
    private let texture, grain: SmoothNoise

    init(using generator: inout RandomGenerator) {
        chest = [generator.uniform(0.43...0.47), generator.uniform(0.46...0.50)]
        cavity = chest - [0.06, generator.uniform(0.07...0.10)]
        lung = [generator.uniform(0.14...0.17), generator.uniform(0.30...0.35)]
        heart = [generator.uniform(0.10...0.14), generator.uniform(0.13...0.17)]
        ribDistance = generator.uniform(0.09...0.12)
        ribPhase = generator.uniform(0...1)
        texture = SmoothNoise(cell: generator.uniform(0.10...0.18), using: &generator)
        grain = SmoothNoise(cell: generator.uniform(0.03...0.05), using: &generator)
    }

    /// A radiograph of 96 to 128 pixels a side.
    func scan(finding: Finding, using generator: inout RandomGenerator) -> Synthesis {
        let size = SIMD3(96 + generator.index(below: 33), 96 + generator.index(below: 33), 1)
        let places = Self.places(size: size)
        var ink = Ink(size: size, spacing: .one, body: places.map { Self.depth($0, in: cavity) < 1 })
        let core = generator.uniform(10...12)
        let centre = ink.place(forRadius: core, where: { Self.isMidBand($0.y, rows: size.y) }, using: &generator)
        let disc = ink.ball(around: centre, radius: core)
        let total = disc.count + Int(generator.uniform(100...300))
        let radius = finding == .opacity ? 1.4 * core : core
        switch finding {
        case .clear: break
        case .nodule: ink.fill(disc)
        case .opacity: ink.chequer(ink.ball(around: centre, radius: radius), limit: disc.count)
        }
        ink.drawVessels(limit: total, radius: 0.4...1, distance: 4, using: &generator)

        let exposure = SmoothNoise(cell: 0.8, using: &generator)
        let (contrast, noise) = (generator.uniform(50...62), generator.uniform(2...4))
        let marker = generator.uniform(225...240)
        let values = places.indices.map { offset in
            var value = signal(at: places[offset])
            if ink.isFilled[offset] { value += contrast * generator.uniform(0.94...1.06) }
            value *= exp(0.1 * exposure(SIMD3(places[offset], 0)))
            if Self.isMarker(column: offset % size.x, row: offset / size.x) { value = marker }
            return Float((value + noise * generator.normal()).rounded())
        }
        let lesion = PhantomLesion(
            i: centre.x, j: centre.y, k: nil, radius: radius, radiusMillimetres: radius)
        let pixels = Tensor(shape: [size.y, size.x], elements: values)
        return Synthesis(
            content: .image(pixels, isJPEG: generator.index(below: 2) == 1),
            lesion: finding == .clear ? nil : lesion)
    }

    /// Whether a row lies in the middle two fifths of one of the bands.
    static func isMidBand(_ row: Int, rows: Int) -> Bool {
        let place = (Double(row) + 0.5) / Double(rows) * Double(bands)
        return abs(place - place.rounded(.down) - 0.5) <= 0.2
    }

    /// The places of an image's pixels, from the image's middle; i varies fastest.
    private static func places(size: SIMD3<Int>) -> [SIMD2<Double>] {
        let extent = SIMD2(Double(size.x), Double(size.y))
        return (0..<size.x * size.y).map { offset -> SIMD2<Double> in
            let pixel = SIMD2(Double(offset % size.x), Double(offset / size.x))
            return (pixel + 0.5) / extent - 0.5
        }
    }

    /// Whether a pixel belongs to the lead letter L in a corner, the brightest thing in every image.
    private static func isMarker(column: Int, row: Int) -> Bool {
        (4..<6).contains(column) && (4..<12).contains(row) || (4..<9).contains(column) && (10..<12).contains(row)
    }

    /// How far out a place lies in an ellipse: 0 at its centre, 1 on its rim.
    private static func depth(
        _ place: SIMD2<Double>, in extent: SIMD2<Double>, centre: SIMD2<Double> = .zero
    ) -> Double {
        let scaled = (place - centre) / extent
        return (scaled * scaled).sum().squareRoot()
    }

    /// The noiseless grey value: air, soft tissue, lungs crossed by ribs, heart and spine.
    private func signal(at place: SIMD2<Double>) -> Double {
        guard Self.depth(place, in: chest) < 1 else { return 12 }
        func inside(_ depth: Double) -> Double { 1 / (1 + exp(25 * (depth - 1))) }
        let left = inside(Self.depth(place, in: lung, centre: [0.19, -0.02]))
        let right = inside(Self.depth(place, in: lung, centre: [-0.19, -0.02]))
        let middle = max(
            inside(Self.depth(place, in: heart, centre: [0.06, 0.12])), inside(abs(place.x) / 0.05))
        let curve = place.y + 1.2 * place.x * place.x
        let rib = max(0, cos(2 * .pi * (curve / ribDistance + ribPhase)) - 0.3)
        let tissue = 110 - 25 * (left + right) * (1 - 0.8 * middle) + 8 * middle
        return tissue + 9 * rib * (1 - middle) + 9 * texture(SIMD3(place, 0)) + 6 * grain(SIMD3(place, 0.5))
    }
}
