import Imaging
import Preparation
import Tensors

/// The way back from a map over prepared frames to the scan as stored: through crop, resize, flip and reorientation.
public struct ScannerSpace: Sendable {
    private let geometry: FrameGeometry
    /// Frames, rows and columns of the prepared sequence.
    private let frames, rows, columns: Int

    /// - Parameter sequence: the shape of the prepared sequence, T·H·W·C.
    public init(_ geometry: FrameGeometry, sequence: Shape) {
        self.geometry = geometry
        (frames, rows, columns) = (sequence[0], sequence[1], sequence[2])
    }

    /// The stored place (i, j, k, time) of a cell's centre, between voxels.
    public func place(slice: Double, row: Double, column: Double, of map: SaliencyMap) -> SIMD4<Double> {
        let frame = SaliencyMap.place(slice, of: map.slices, in: frames)
        var place = SIMD4<Double>.zero
        place[geometry.frameAxis] = position(ofFrame: frame)
        place[geometry.rows.axis] =
            geometry.rows.start + geometry.rows.step * SaliencyMap.place(row, of: map.rows, in: rows)
        place[geometry.columns.axis] =
            geometry.columns.start + geometry.columns.step * SaliencyMap.place(column, of: map.columns, in: columns)
        place[geometry.fixed.axis] = geometry.fixed.start
        return place
    }

    /// The stored voxel of the map's peak; half a voxel is rounded in the direction of the prepared axes, so that copies of a
    /// scan whose axes run otherwise have the same peak. Nil without positive evidence.
    public func peak(of map: SaliencyMap) -> SIMD4<Int>? {
        guard let peak = map.peak else { return nil }
        let place = place(slice: Double(peak.slice), row: Double(peak.row), column: Double(peak.column), of: map)
        var voxel = SIMD4<Int>.zero
        for axis in 0..<4 {
            let isReversed =
                switch axis {
                case geometry.frameAxis: (geometry.framePositions.last ?? 0) < (geometry.framePositions.first ?? 0)
                case geometry.rows.axis: geometry.rows.step < 0
                case geometry.columns.axis: geometry.columns.step < 0
                default: false
                }
            // Places that differ by rounding alone are the same.
            let steps = (place[axis] * 1024).rounded() / 1024
            let nearest = isReversed ? (steps - 0.5).rounded(.up) : (steps + 0.5).rounded(.down)
            voxel[axis] = Int(min(max(nearest, 0), Double(geometry.storedExtents[axis] - 1)))
        }
        return voxel
    }

    /// The place along the frame axis of a place between frames.
    private func position(ofFrame frame: Double) -> Double {
        let step = SaliencyMap.Step(frame, below: frames)
        let positions = geometry.framePositions
        return positions[step.low] + Double(step.share) * (positions[step.high] - positions[step.low])
    }

    /// Where along the prepared frames a stored slice lies; nil beyond half a slice, or half the distance of frames, outside.
    private func framePlace(of slice: Int) -> Double? {
        let positions = geometry.framePositions
        let ascending = (positions.last ?? 0) >= (positions.first ?? 0)
        let ordered = ascending ? positions : positions.reversed()
        let place = Double(slice)
        let spread = ordered.count > 1 ? (ordered[ordered.count - 1] - ordered[0]) / Double(ordered.count - 1) : 1
        let margin = max(0.5, spread / 2) + 1e-6
        guard let first = ordered.first, let last = ordered.last, place >= first - margin, place <= last + margin else {
            return nil
        }
        var index = Double(ordered.count - 1)
        if place <= first {
            index = 0
        } else if let next = ordered.firstIndex(where: { $0 >= place }) {
            let (low, high) = (ordered[next - 1], ordered[next])
            index = Double(next - 1) + (high > low ? (place - low) / (high - low) : 0)
        }
        return ascending ? index : Double(ordered.count - 1) - index
    }

    /// The map on the scan's own grid, `[K, J, I]` (`[T, 1, J, I]` of a clip); 0 where no frame saw the scan.
    public func resampled(_ map: SaliencyMap) -> Tensor {
        let extents = geometry.storedExtents
        let readsTime = geometry.frameAxis == 3
        func line(_ line: FrameGeometry.Line, count: Int, cells: Int) -> [Double?] {
            (0..<extents[line.axis]).map { index in
                let place = (Double(index) - line.start) / line.step
                // The outermost samples reach half a step, and half a voxel, beyond their centres.
                let margin = max(0.5, 0.5 / abs(line.step)) + 1e-6
                guard place >= -margin, place <= Double(count - 1) + margin else { return nil }
                return SaliencyMap.place(place, of: count, in: cells)
            }
        }
        var places = [[Double?]](repeating: [0], count: 4)
        places[geometry.rows.axis] = line(geometry.rows, count: rows, cells: map.rows)
        places[geometry.columns.axis] = line(geometry.columns, count: columns, cells: map.columns)
        places[geometry.frameAxis] = (0..<extents[geometry.frameAxis]).map { slice in
            framePlace(of: slice).map { SaliencyMap.place($0, of: frames, in: map.slices) }
        }
        if readsTime || geometry.fixed.axis != 3 {
            places[geometry.fixed.axis] = (0..<extents[geometry.fixed.axis]).map {
                Double($0) == geometry.fixed.start ? 0 : nil
            }
        }
        let shape: Shape =
            readsTime ? [extents[3], extents[2], extents[1], extents[0]] : [extents[2], extents[1], extents[0]]
        let times = readsTime ? places[3] : [0]
        var values: [Float] = []
        values.reserveCapacity(shape.count)
        for t in times {
            for k in places[2] {
                for j in places[1] {
                    for i in places[0] {
                        guard let t, let i, let j, let k else {
                            values.append(0)
                            continue
                        }
                        let place = SIMD4(i, j, k, t)
                        values.append(
                            map.value(
                                slice: place[geometry.frameAxis], row: place[geometry.rows.axis],
                                column: place[geometry.columns.axis]))
                    }
                }
            }
        }
        return Tensor(shape: shape, elements: values)
    }

    /// The stored place (i, j, k) of the centre of a map's cell (column, row, slice), as one linear function: frames count as
    /// evenly spaced. The frames of a clip lie along k.
    public func placement(of map: SaliencyMap) -> Affine {
        var rows = [SIMD4<Double>](repeating: .zero, count: 4)
        func set(_ axis: Int, cell: Int, step: Double, start: Double) {
            rows[axis][cell] = step
            rows[axis][3] = start
        }
        func set(_ line: FrameGeometry.Line, cell: Int, cells: Int, of count: Int) {
            let size = Double(count) / Double(cells)
            set(line.axis, cell: cell, step: line.step * size, start: line.start + line.step * (size / 2 - 0.5))
        }
        set(geometry.columns, cell: 0, cells: map.columns, of: columns)
        set(geometry.rows, cell: 1, cells: map.rows, of: self.rows)
        let positions = geometry.framePositions
        let first = positions.first ?? 0
        let step = positions.count > 1 ? ((positions.last ?? 0) - first) / Double(positions.count - 1) : 1
        let size = Double(frames) / Double(map.slices)
        set(geometry.frameAxis, cell: 2, step: step * size, start: first + step * (size / 2 - 0.5))
        set(geometry.fixed.axis, cell: 2, step: 0, start: geometry.fixed.start)
        if geometry.frameAxis == 3 { rows[geometry.fixed.axis] = rows[3] }
        return Affine(x: rows[0], y: rows[1], z: rows[2])
    }

    /// The stored pixels x₀, y₀, x₁, y₁ that a part of a frame covers; rows and columns are given as shares of the frame.
    public func box(rows shares: ClosedRange<Double>, columns others: ClosedRange<Double>) -> [Double] {
        func ends(_ line: FrameGeometry.Line, _ shares: ClosedRange<Double>, count: Int) -> (Double, Double) {
            let edges = [shares.lowerBound, shares.upperBound].map { share in
                let edge = line.start + line.step * (share * Double(count) - 0.5) + 0.5
                return min(max(edge, 0), Double(geometry.storedExtents[line.axis]))
            }
            return (min(edges[0], edges[1]), max(edges[0], edges[1]))
        }
        let y = ends(geometry.rows, shares, count: rows)
        let x = ends(geometry.columns, others, count: columns)
        return [x.0, y.0, x.1, y.1]
    }
}
