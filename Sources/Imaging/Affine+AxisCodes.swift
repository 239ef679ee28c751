extension Affine {
    /// The direction in which each voxel axis runs, as in `LAS`: towards the patient's left, anterior, superior.
    public var axisCodes: String {
        String(
            worldAxes.map { axis, isPositive in
                isPositive ? Array("RAS")[axis] : Array("LPI")[axis]
            })
    }

    /// For each voxel axis the closest world axis (0 right, 1 anterior, 2 superior), none twice, and whether it runs that
    /// way.
    ///
    /// The matrix is first freed of shears (its closest rotation), then the most certain axis chooses first, as in
    /// nibabel's `io_orientation`.
    public var worldAxes: [(axis: Int, isPositive: Bool)] {
        let rotation = closestRotation
        let strength = rotation.map { column in (0..<3).map { column[$0] * column[$0] }.max() ?? 0 }
        let order = (0..<3).sorted { strength[$0] == strength[$1] ? $0 < $1 : strength[$0] > strength[$1] }
        var free = [0, 1, 2]
        var chosen = [(axis: Int, isPositive: Bool)](repeating: (0, true), count: 3)
        for axis in order {
            let column = rotation[axis]
            var closest = free[0]
            for candidate in free where abs(column[candidate]) > abs(column[closest]) { closest = candidate }
            free.removeAll { $0 == closest }
            chosen[axis] = (closest, column[closest] >= 0)
        }
        return chosen
    }

    /// The columns of the orthogonal matrix closest to the 3×3 part without its scales (the polar factor), by Newton's
    /// iteration (Higham 1986); the normalised columns themselves where the matrix is singular.
    private var closestRotation: [SIMD3<Double>] {
        var columns = (0..<3).map { unitColumn($0) }
        guard hasDirections else { return columns }
        for _ in 0..<100 {
            let (a, b, c) = (columns[0], columns[1], columns[2])
            let determinant = Self.dot(a, Self.cross(b, c))
            // The inverse transpose has the cross products as columns.
            let inverse = [Self.cross(b, c), Self.cross(c, a), Self.cross(a, b)].map { $0 / determinant }
            let next = zip(columns, inverse).map { ($0 + $1) / 2 }
            let change = zip(next, columns).map { Self.dot($0 - $1, $0 - $1) }.max() ?? 0
            columns = next
            if change < 1e-28 { break }
        }
        return columns
    }
}
