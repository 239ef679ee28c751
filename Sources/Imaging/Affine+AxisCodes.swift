extension Affine {
    /// The direction in which each voxel axis runs, as in `LAS`: towards the patient's left, anterior, superior.
    ///
    /// Each voxel axis gets the world axis that it is closest to, none twice.
    public var axisCodes: String {
        String(
            worldAxes.map { axis, isPositive in
                isPositive ? Array("RAS")[axis] : Array("LPI")[axis]
            })
    }

    /// For each voxel axis the closest world axis (0 right, 1 anterior, 2 superior) and whether it runs that way.
    var worldAxes: [(axis: Int, isPositive: Bool)] {
        let lengths = spacing
        var free = [0, 1, 2]
        return (0..<3).map { axis in
            let step = column(axis) / (lengths[axis] > 0 ? lengths[axis] : 1)
            let closest = free.max { abs(step[$0]) < abs(step[$1]) } ?? 0
            free.removeAll { $0 == closest }
            return (closest, step[closest] >= 0)
        }
    }
}
