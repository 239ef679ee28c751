extension SaliencyMap {
    /// The value between cells at a place measured in cells, 0 the centre of the first: linear along each axis, level beyond the
    /// centres of the first and last cell.
    func value(slice: Double, row: Double, column: Double) -> Float {
        let (z, y, x) = (
            Step(slice, below: slices), Step(row, below: rows), Step(column, below: columns)
        )
        func line(_ slice: Int, _ row: Int) -> Float {
            let start = (slice * rows + row) * columns
            return values[start + x.low] * (1 - x.share) + values[start + x.high] * x.share
        }
        func plane(_ slice: Int) -> Float { line(slice, y.low) * (1 - y.share) + line(slice, y.high) * y.share }
        return plane(z.low) * (1 - z.share) + plane(z.high) * z.share
    }

    /// The two cells about a place along one axis.
    struct Step {
        let low, high: Int
        let share: Float

        init(_ place: Double, below count: Int) {
            let inside = min(max(place, 0), Double(count - 1))
            low = Int(inside)
            high = min(low + 1, count - 1)
            share = Float(inside - Double(low))
        }
    }

    /// The place in cells of the centre of sample `index` of `count` that divide the same stretch into `cells`.
    static func place(_ index: Double, of count: Int, in cells: Int) -> Double {
        (index + 0.5) * Double(cells) / Double(count) - 0.5
    }

    /// The map over the pixels of a prepared sequence, frame by frame, row by row.
    public func resampled(frames: Int, rows height: Int, columns width: Int) -> [Float] {
        if frames == slices, height == rows, width == columns { return values }
        var result: [Float] = []
        result.reserveCapacity(frames * height * width)
        for frame in 0..<frames {
            let slice = Self.place(Double(frame), of: frames, in: slices)
            for line in 0..<height {
                let row = Self.place(Double(line), of: height, in: rows)
                for pixel in 0..<width {
                    result.append(
                        value(
                            slice: slice, row: row, column: Self.place(Double(pixel), of: width, in: columns)))
                }
            }
        }
        return result
    }

    /// The map over the first `frames` of the `all` frames that its slices divide: a slice for each.
    func cut(toFrames frames: Int, of all: Int) -> SaliencyMap {
        guard slices > 1 else { return self }
        var cut: [Float] = []
        cut.reserveCapacity(frames * rows * columns)
        for frame in 0..<frames {
            let slice = Self.place(Double(frame), of: all, in: slices)
            for row in 0..<rows {
                for column in 0..<columns {
                    cut.append(value(slice: slice, row: Double(row), column: Double(column)))
                }
            }
        }
        return SaliencyMap(method: method, slices: frames, rows: rows, columns: columns, values: cut)
    }

    /// The map with fewer and larger cells, means of the smaller ones, so that no slice has more than `side` rows or columns.
    public func reduced(toAtMost side: Int) -> SaliencyMap {
        guard rows > side || columns > side else { return self }
        let tall = Self.overlaps(of: rows, atMost: side)
        let wide = Self.overlaps(of: columns, atMost: side)
        var reduced: [Float] = []
        reduced.reserveCapacity(slices * tall.count * wide.count)
        for slice in 0..<slices {
            for row in tall {
                for column in wide {
                    var sum: Float = 0
                    for (y, height) in row {
                        for (x, width) in column { sum += height * width * values[(slice * rows + y) * columns + x] }
                    }
                    reduced.append(sum)
                }
            }
        }
        return SaliencyMap(
            method: method, slices: slices, rows: tall.count, columns: wide.count, values: reduced)
    }

    /// For each of the cells that evenly divide `extent` smaller ones, which of these it covers, with what share of itself.
    private static func overlaps(of extent: Int, atMost side: Int) -> [[(place: Int, share: Float)]] {
        let block = (extent + side - 1) / side
        let count = (extent + block - 1) / block
        return (0..<count).map { cell in
            // In units of 1/count of a small cell.
            let (low, high) = (cell * extent, (cell + 1) * extent)
            return (low / count..<(high + count - 1) / count).map { place in
                let covered = min(high, (place + 1) * count) - max(low, place * count)
                return (place, Float(covered) / Float(extent))
            }
        }
    }

    /// The same method's maps of several networks, their mean.
    public static func mean(of maps: [SaliencyMap]) -> SaliencyMap? {
        guard var mean = maps.first else { return nil }
        for map in maps.dropFirst() { for place in mean.values.indices { mean.values[place] += map.values[place] } }
        if maps.count > 1 { for place in mean.values.indices { mean.values[place] /= Float(maps.count) } }
        return mean
    }
}
