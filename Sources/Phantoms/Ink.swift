import Tensors

/// Which voxels of a body hold bright tissue.
///
/// Every scan of a cohort gets its ink from one distribution of amounts, whatever its class; the class decides only how the
/// ink is arranged: as thin vessels throughout the body, or partly as one compact lesion. Intensities alone therefore
/// do not tell the classes apart, and shape does.
struct Ink {
    /// A ball, or in an image a disc.
    struct Disc {
        let centre: SIMD3<Int>
        let radius: Double
    }

    /// The extents along i, j, k.
    let size: SIMD3<Int>
    /// The distance of two voxels along i, j, k.
    let spacing: SIMD3<Double>
    /// Whether a voxel lies in the body; i varies fastest.
    let body: [Bool]
    /// Whether a voxel holds ink.
    private(set) var isFilled: [Bool]
    /// The number of voxels with ink.
    private(set) var count = 0

    init(size: SIMD3<Int>, spacing: SIMD3<Double>, body: [Bool]) {
        self.size = size
        self.spacing = spacing
        self.body = body
        isFilled = Array(repeating: false, count: body.count)
    }

    /// The offset of a voxel, or nil outside the grid.
    func offset(of voxel: SIMD3<Int>) -> Int? {
        guard voxel.min() >= 0, all(voxel .< size) else { return nil }
        return (voxel.z * size.y + voxel.y) * size.x + voxel.x
    }

    /// Whether a voxel lies in the grid and in the body.
    func isBody(_ voxel: SIMD3<Int>) -> Bool {
        offset(of: voxel).map { body[$0] } ?? false
    }

    /// The voxels whose centres lie within `radius` of a voxel's.
    func ball(around centre: SIMD3<Int>, radius: Double) -> [SIMD3<Int>] {
        let reach = (0..<3).map { size[$0] == 1 ? 0 : Int(radius / spacing[$0]) }
        var voxels: [SIMD3<Int>] = []
        for k in -reach[2]...reach[2] {
            for j in -reach[1]...reach[1] {
                for i in -reach[0]...reach[0] {
                    let step = SIMD3(Double(i), Double(j), Double(k)) * spacing
                    if (step * step).sum() <= radius * radius { voxels.append(centre &+ [i, j, k]) }
                }
            }
        }
        return voxels
    }

    /// Fills those of `voxels` that lie in the body, in order, until the scan holds `limit` voxels of ink.
    mutating func fill(_ voxels: [SIMD3<Int>], limit: Int = .max) {
        for voxel in voxels where count < limit {
            guard let offset = offset(of: voxel), body[offset], !isFilled[offset] else { continue }
            isFilled[offset] = true
            count += 1
        }
    }

    /// Scatters `limit` voxels of ink as small flecks through a ball, which they fill only in part.
    mutating func stipple(
        around centre: SIMD3<Int>, radius: Double, limit: Int, using generator: inout RandomGenerator
    ) {
        let target = count + limit
        let region = ball(around: centre, radius: radius).filter(isBody)
        for index in generator.permutation(of: region.count) where count < target {
            let fleck = ball(around: region[index], radius: generator.uniform(0.5...1.5))
            fill(fleck, limit: target)
        }
    }

    /// A voxel drawn evenly from those around which a ball of `radius` lies in the body.
    func place(forRadius radius: Double, using generator: inout RandomGenerator) -> SIMD3<Int> {
        var place = SIMD3<Int>.zero
        for _ in 0..<10_000 {
            place = voxel(using: &generator)
            if isBody(place), ball(around: place, radius: radius).allSatisfy(isBody) { return place }
        }
        return place
    }

    /// Draws vessels through the body until the scan holds `limit` voxels of ink.
    ///
    /// - Parameters:
    ///   - radius: half a vessel's width.
    ///   - discs: kept free of vessels, so that a lesion stays as round as it was drawn.
    mutating func drawVessels(
        limit: Int, radius: ClosedRange<Double>, around discs: [Disc], using generator: inout RandomGenerator
    ) {
        let step = spacing.min() / 2
        for _ in 0..<10_000 where count < limit {
            let start = voxel(using: &generator)
            var place = SIMD3<Double>(start) * spacing
            var direction = self.direction(using: &generator)
            let brush = generator.uniform(radius)
            let length = Int(generator.uniform(40...120))
            for _ in 0..<length where count < limit {
                let voxel = SIMD3<Int>((place / spacing).rounded(.toNearestOrAwayFromZero))
                guard isBody(voxel), !discs.contains(where: { isNear(voxel, $0, brush) }) else { break }
                fill(ball(around: voxel, radius: brush), limit: limit)
                direction = normalized(direction + 0.25 * self.direction(using: &generator))
                place += step * direction
            }
        }
    }

    private func isNear(_ voxel: SIMD3<Int>, _ disc: Disc, _ brush: Double) -> Bool {
        let step = SIMD3<Double>(voxel &- disc.centre) * spacing
        return (step * step).sum().squareRoot() < disc.radius + brush + spacing.max()
    }

    private func voxel(using generator: inout RandomGenerator) -> SIMD3<Int> {
        [
            generator.index(below: size.x), generator.index(below: size.y), generator.index(below: size.z),
        ]
    }

    /// A unit vector in a random direction, within the plane where there is one slice.
    private func direction(using generator: inout RandomGenerator) -> SIMD3<Double> {
        let depth = size.z == 1 ? 0 : generator.normal()
        return normalized([generator.normal(), generator.normal(), depth])
    }

    private func normalized(_ vector: SIMD3<Double>) -> SIMD3<Double> {
        vector / max((vector * vector).sum().squareRoot(), 1e-9)
    }
}
