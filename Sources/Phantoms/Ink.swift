import Tensors

/// Which voxels of a body hold bright tissue.
///
/// Every scan of a cohort gets its ink from one distribution of amounts, whatever its class; the class decides only how the
/// ink is arranged: as thin vessels throughout the body, or partly as one compact lesion. Intensities alone therefore
/// do not tell the classes apart, and shape does.
struct Ink {
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
    /// The lesion or vessel that a voxel belongs to, counted from 1; 0 where it belongs to none.
    private var owners: [Int]
    private var ownerCount = 0

    init(size: SIMD3<Int>, spacing: SIMD3<Double>, body: [Bool]) {
        self.size = size
        self.spacing = spacing
        self.body = body
        isFilled = Array(repeating: false, count: body.count)
        owners = Array(repeating: 0, count: body.count)
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

    /// Keeps vessels away from `voxels`.
    mutating func reserve(_ voxels: [SIMD3<Int>]) {
        ownerCount += 1
        for voxel in voxels {
            if let offset = offset(of: voxel) { owners[offset] = ownerCount }
        }
    }

    /// Fills all of `voxels` that lie in the body.
    mutating func fill(_ voxels: [SIMD3<Int>]) {
        reserve(voxels)
        extend(voxels, limit: .max)
    }

    /// Fills half of `voxels`, up to `limit` of them, as chequers of two voxels a side.
    mutating func chequer(_ voxels: [SIMD3<Int>], limit: Int) {
        reserve(voxels)
        extend(voxels.filter { ($0.x / 2 + $0.y / 2).isMultiple(of: 2) }, limit: count + limit)
    }

    private mutating func extend(_ voxels: [SIMD3<Int>], limit: Int) {
        for voxel in voxels where count < limit {
            guard let offset = offset(of: voxel), body[offset], !isFilled[offset] else { continue }
            isFilled[offset] = true
            owners[offset] = ownerCount
            count += 1
        }
    }

    /// A voxel drawn evenly from those that are allowed and around which a ball of `radius` lies in the body.
    func place(
        forRadius radius: Double, where isAllowed: (SIMD3<Int>) -> Bool = { _ in true },
        using generator: inout RandomGenerator
    ) -> SIMD3<Int> {
        var place = SIMD3<Int>.zero
        for _ in 0..<10_000 {
            place = voxel(using: &generator)
            if isBody(place), isAllowed(place), ball(around: place, radius: radius).allSatisfy(isBody) { return place }
        }
        return place
    }

    /// The offsets of small balls anywhere in the body, for things that are brighter than ink and in scans of every class.
    ///
    /// What catches the eye of a network without learning is then not the lesion.
    ///
    /// - Parameters:
    ///   - count: how many balls at most; those that would touch a lesion's place are left out.
    ///   - lesion: centres and radius of the places that stay free, whether a lesion is there or not.
    func spots(
        count: Int, radius: ClosedRange<Double>, clearOf lesion: (centres: [SIMD3<Int>], radius: Double),
        using generator: inout RandomGenerator
    ) -> Set<Int> {
        var offsets: Set<Int> = []
        for _ in 0..<count {
            let radius = generator.uniform(radius)
            let centre = place(forRadius: radius, using: &generator)
            let isClear = lesion.centres.allSatisfy { other in
                let step = SIMD3<Double>(centre &- other) * spacing
                return (step * step).sum().squareRoot() > lesion.radius + radius + 2 * spacing.min()
            }
            if isClear { offsets.formUnion(ball(around: centre, radius: radius).compactMap(offset)) }
        }
        return offsets
    }

    /// Draws vessels through the body, apart from each other and from lesions, until the scan holds `limit` voxels of
    /// ink.
    ///
    /// - Parameters:
    ///   - radius: half a vessel's width.
    ///   - distance: how far vessels stay apart as long as there is room.
    mutating func drawVessels(
        limit: Int, radius: ClosedRange<Double>, distance: Double, using generator: inout RandomGenerator
    ) {
        for share in [1, 0.5, 0] {
            for _ in 0..<2000 where count < limit {
                drawVessel(
                    limit: limit, radius: generator.uniform(radius), distance: share * distance, using: &generator)
            }
        }
    }

    private mutating func drawVessel(
        limit: Int, radius: Double, distance: Double, using generator: inout RandomGenerator
    ) {
        ownerCount += 1
        var place = SIMD3<Double>(voxel(using: &generator)) * spacing
        var direction = self.direction(using: &generator)
        for _ in 0..<Int(generator.uniform(40...120)) where count < limit {
            let voxel = SIMD3<Int>((place / spacing).rounded(.toNearestOrAwayFromZero))
            guard isBody(voxel), isFree(voxel, margin: radius + distance) else { break }
            extend(ball(around: voxel, radius: radius), limit: limit)
            direction = normalized(direction + 0.25 * self.direction(using: &generator))
            place += spacing.min() / 2 * direction
        }
    }

    /// Whether no earlier lesion or vessel lies within `margin` of a voxel.
    private func isFree(_ voxel: SIMD3<Int>, margin: Double) -> Bool {
        ball(around: voxel, radius: margin).allSatisfy { neighbour in
            offset(of: neighbour).map { owners[$0] == 0 || owners[$0] == ownerCount } ?? true
        }
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
