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
        SIMD3((0..<3).map { axis in (column(axis) * column(axis)).sum().squareRoot() })
    }

    /// The determinant of the 3×3 part, in mm³ for each voxel; negative where the axes are left-handed.
    public var determinant: Double {
        x[0] * (y[1] * z[2] - y[2] * z[1]) - x[1] * (y[0] * z[2] - y[2] * z[0])
            + x[2] * (y[0] * z[1] - y[1] * z[0])
    }

    /// Whether every number is finite and the voxel axes span the space (so that `inverse()` exists).
    public var isRegular: Bool {
        guard elements.allSatisfy(\.isFinite) else { return false }
        let size = spacing[0] * spacing[1] * spacing[2]
        return size > 0 && size.isFinite && abs(determinant) > 1e-9 * size
    }

    /// The map from world mm to voxel indices; nil where the matrix is not regular.
    public func inverse() -> Affine? {
        guard isRegular else { return nil }
        let d = determinant
        let rows: [SIMD3<Double>] = [
            [y[1] * z[2] - y[2] * z[1], x[2] * z[1] - x[1] * z[2], x[1] * y[2] - x[2] * y[1]],
            [y[2] * z[0] - y[0] * z[2], x[0] * z[2] - x[2] * z[0], x[2] * y[0] - x[0] * y[2]],
            [y[0] * z[1] - y[1] * z[0], x[1] * z[0] - x[0] * z[1], x[0] * y[1] - x[1] * y[0]],
        ].map { $0 / d }
        let offset: SIMD3<Double> = [x[3], y[3], z[3]]
        let places = rows.map { SIMD4($0, -($0 * offset).sum()) }
        return Affine(x: places[0], y: places[1], z: places[2])
    }

    /// The map that first applies `inner`, then `self`.
    public func multiplied(by inner: Affine) -> Affine {
        func row(_ factors: SIMD4<Double>) -> SIMD4<Double> {
            factors[0] * inner.x + factors[1] * inner.y + factors[2] * inner.z + [0, 0, 0, factors[3]]
        }
        return Affine(x: row(x), y: row(y), z: row(z))
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
