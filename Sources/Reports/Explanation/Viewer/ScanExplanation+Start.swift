import Imaging

extension MethodMap {
    /// The grid where the map may be seen; a map that is withheld never reaches the page.
    var drawnGrid: MapGrid? {
        switch state {
        case .usable, .failed: grid.flatMap { $0.scale > 0 && $0.scale.isFinite && $0.placement.isRegular ? $0 : nil }
        case .noPositiveEvidence, .withheld: nil
        }
    }
}

/// Where a reader begins.
extension ScanExplanation {
    /// The first map that may be read; else the first that is drawn at all; nil without maps.
    var firstMap: Int? {
        maps.firstIndex { $0.state == .usable && $0.drawnGrid != nil } ?? maps.indices.first
    }

    /// The axis that steps of the sequence run along, as stored; nil where they are none of the scan's own.
    var stepAxis: Int? {
        switch frames?.step {
        case .slice: frames?.axis
        case .frame: 2
        case .modality, .row, .cell, nil: nil
        }
    }

    /// The axis of the plane that stands first.
    var firstAxis: Int { pictures.kind == .volume ? stepAxis ?? pictures.leading.first?.axis ?? 2 : 2 }

    /// The peak of the first map, in the slice that added most where slices are the sequence. Without positive evidence the
    /// slice that shows most, for what added most may then be a blank end.
    var firstVoxel: [Int] {
        var voxel = pictures.size.map { $0 / 2 }
        guard hasEvidence else {
            voxel[firstAxis] = pictures.fullestSlice(along: firstAxis)
            return voxel
        }
        if let map = firstMap, maps[map].state == .usable, let grid = maps[map].drawnGrid {
            let peak = grid.placement.apply(grid.peak)
            for axis in 0..<3 { voxel[axis] = Int(max(0, min(Double(pictures.size[axis] - 1), peak[axis].rounded()))) }
        }
        if let axis = stepAxis, let best = frames?.items.max(by: { $0.value < $1.value }) {
            voxel[axis] = max(0, min(pictures.size[axis] - 1, best.index))
        }
        return voxel
    }
}

extension ScanExplanation {
    /// Whether a map that may be read, or without maps a step of the sequence, speaks for the target.
    private var hasEvidence: Bool {
        guard let map = firstMap else { return frames?.items.contains { $0.value > 0 } ?? false }
        return maps[map].state != .noPositiveEvidence
    }
}

extension ScanPictures {
    /// The slice along an axis whose picture varies most; the middle one where none varies.
    fileprivate func fullestSlice(along axis: Int) -> Int {
        let counts = [stack.columns, stack.rows, stack.slices]
        var sums = [Double](repeating: 0, count: counts[axis])
        var squares = sums
        for (place, value) in stack.pixels.enumerated() {
            let pixel = place / stack.channels
            let slice = [
                pixel % stack.columns, pixel / stack.columns % stack.rows, pixel / stack.columns / stack.rows,
            ][axis]
            sums[slice] += Double(value)
            squares[slice] += Double(value) * Double(value)
        }
        let count = Double(stack.pixels.count / counts[axis])
        let variances = zip(squares, sums).map { $0 - $1 * $1 / count }
        guard let best = variances.indices.max(by: { variances[$0] < variances[$1] }), variances[best] > 0 else {
            return size[axis] / 2
        }
        return min(size[axis] - 1, Int((Double(best) + 0.5) * Double(size[axis]) / Double(counts[axis])))
    }
}

extension MapGrid {
    /// The cell of the greatest value.
    var peak: SIMD3<Double> {
        var best = 0
        for index in values.indices where values[index] > values[best] { best = index }
        return [
            Double(best % columns), Double(best / columns % rows), Double(best / columns / rows),
        ]
    }
}
