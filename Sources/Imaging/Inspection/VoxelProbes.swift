/// The places of the samples of a NIfTI that an inspection shows.
struct VoxelProbes {
    /// Offsets in file order, in samples.
    private(set) var offsets: [Int] = []
    /// Where in `offsets` each shown sample is.
    private(set) var first = 0
    private(set) var last = 0
    private(set) var stored: [Int] = []
    /// Nil where the affine is singular or there are fewer than three axes.
    private(set) var rasFirst: Int?
    private(set) var ras: [Int]?

    init(_ header: NIfTIHeader) {
        let channels = header.datatype.channels
        let extents = SIMD3<Int>((0..<3).map { $0 < header.dims.count ? header.dims[$0] : 1 })
        func offset(_ voxel: SIMD3<Int>) -> Int {
            ((voxel[2] * extents[1] + voxel[1]) * extents[0] + voxel[0]) * channels
        }

        first = add(0)
        last = add(header.voxelCount * channels - 1)
        stored = Self.corners(of: extents).flatMap { voxel in (0..<channels).map { add(offset(voxel) + $0) } }

        guard header.dims.count >= 3, header.geometry.stored.hasDirections else { return }
        let axes = header.geometry.stored.worldAxes
        var turned = SIMD3<Int>(repeating: 1)
        for axis in 0..<3 { turned[axes[axis].axis] = extents[axis] }
        /// The stored voxel at a place of the RAS-ordered volume.
        func voxel(_ place: SIMD3<Int>) -> SIMD3<Int> {
            var voxel = SIMD3<Int>(repeating: 0)
            for axis in 0..<3 {
                let index = place[axes[axis].axis]
                voxel[axis] = axes[axis].isPositive ? index : extents[axis] - 1 - index
            }
            return voxel
        }
        rasFirst = add(offset(voxel(.zero)))
        ras = Self.corners(of: turned).flatMap { place in (0..<channels).map { add(offset(voxel(place)) + $0) } }
    }

    /// Eight voxels at a quarter and three quarters of each axis, x fastest.
    private static func corners(of extents: SIMD3<Int>) -> [SIMD3<Int>] {
        let (low, high) = (extents / 4, extents &* 3 / 4)
        return (0..<8).map { corner in
            SIMD3((0..<3).map { axis in corner >> axis & 1 == 0 ? low[axis] : high[axis] })
        }
    }

    private mutating func add(_ offset: Int) -> Int {
        offsets.append(offset)
        return offsets.count - 1
    }
}
