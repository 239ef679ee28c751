/// The map from voxel indices (i, j, k) to world millimetres, right–anterior–superior (RAS+): the top three
/// rows of NIfTI's 4×4 matrix.
public struct Affine: Hashable, Sendable {
    /// Row x (towards the right), y (anterior) and z (superior): three factors for i, j, k and an offset in mm.
    public var x, y, z: SIMD4<Double>

    public init(x: SIMD4<Double>, y: SIMD4<Double>, z: SIMD4<Double>) {
        (self.x, self.y, self.z) = (x, y, z)
    }

    /// Voxels of 1 mm along the world's own axes.
    public static let identity = Affine(x: [1, 0, 0, 0], y: [0, 1, 0, 0], z: [0, 0, 1, 0])

    /// Axis-aligned voxels: `spacing` in mm along i, j, k (negative where an axis runs left, posterior or
    /// inferior) and the world place of voxel (0, 0, 0).
    public init(spacing: SIMD3<Double>, origin: SIMD3<Double> = .zero) {
        x = [spacing[0], 0, 0, origin[0]]
        y = [0, spacing[1], 0, origin[1]]
        z = [0, 0, spacing[2], origin[2]]
    }

    /// The 12 numbers, row by row.
    public var elements: [Double] {
        [x, y, z].flatMap { row in (0..<4).map { row[$0] } }
    }

    /// The matrix of 12 numbers, row by row; nil unless there are 12 (or 16, whose last four are left out).
    public init?(elements: [Double]) {
        guard elements.count == 12 || elements.count == 16 else { return nil }
        x = SIMD4(elements[0..<4])
        y = SIMD4(elements[4..<8])
        z = SIMD4(elements[8..<12])
    }

    /// The world place in mm of a voxel, whose indices may lie between voxels.
    public func apply(_ voxel: SIMD3<Double>) -> SIMD3<Double> {
        let point = SIMD4(voxel, 1)
        return [(x * point).sum(), (y * point).sum(), (z * point).sum()]
    }

    /// The 3-vector that a step of one voxel along axis 0, 1 or 2 makes in world mm.
    public func column(_ axis: Int) -> SIMD3<Double> {
        [x[axis], y[axis], z[axis]]
    }

    /// The length in mm of a step of one voxel along i, j, k.
    public var spacing: SIMD3<Double> {
        SIMD3((0..<3).map { Self.length(column($0)) })
    }

    /// The direction of a step along axis 0, 1 or 2, of length 1; zero where the step is.
    func unitColumn(_ axis: Int) -> SIMD3<Double> {
        let step = column(axis)
        let length = Self.length(step)
        return length > 0 ? step / length : step
    }

    /// The volume that the three unit steps span: ±1 for perpendicular axes, 0 for a singular matrix, negative where the
    /// axes are left-handed.
    public var handedness: Double {
        Self.dot(unitColumn(0), Self.cross(unitColumn(1), unitColumn(2)))
    }

    /// Whether the voxel axes span the space, so that they have axis codes, whatever the offset.
    public var hasDirections: Bool { abs(handedness) > 1e-12 && spacing.max().isFinite }

    /// Whether every number is finite and the voxel axes span the space (so that `inverse()` exists).
    public var isRegular: Bool { hasDirections && elements.allSatisfy(\.isFinite) }

    /// The map from world mm to voxel indices; nil where the matrix is not regular.
    public func inverse() -> Affine? {
        guard isRegular else { return nil }
        let (a, b, c) = (unitColumn(0), unitColumn(1), unitColumn(2))
        let lengths = spacing
        let offset: SIMD3<Double> = [x[3], y[3], z[3]]
        let rows = [Self.cross(b, c), Self.cross(c, a), Self.cross(a, b)].enumerated().map { axis, normal in
            let row = normal / (handedness * lengths[axis])
            return SIMD4(row, -Self.dot(row, offset))
        }
        return Affine(x: rows[0], y: rows[1], z: rows[2])
    }

    /// The map that first applies `inner`, then `self`.
    public func multiplied(by inner: Affine) -> Affine {
        func row(_ factors: SIMD4<Double>) -> SIMD4<Double> {
            factors[0] * inner.x + factors[1] * inner.y + factors[2] * inner.z + [0, 0, 0, factors[3]]
        }
        return Affine(x: row(x), y: row(y), z: row(z))
    }

    static func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

    static func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    }

    /// The Euclidean length, without overflow of the squares.
    private static func length(_ vector: SIMD3<Double>) -> Double {
        let largest = max(abs(vector[0]), abs(vector[1]), abs(vector[2]))
        guard largest > 0, largest.isFinite else { return largest }
        let scaled = vector / largest
        return dot(scaled, scaled).squareRoot() * largest
    }
}

extension Affine: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let affine = Affine(elements: try container.decode([Double].self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "an affine has 12 or 16 numbers, row by row")
        }
        self = affine
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(elements)
    }
}
