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

    /// The map with blocks of cells as one, their mean, so that no slice has more than `side` rows or columns.
    public func reduced(toAtMost side: Int) -> SaliencyMap {
        let (tall, wide) = ((rows + side - 1) / side, (columns + side - 1) / side)
        guard tall > 1 || wide > 1, rows.isMultiple(of: tall), columns.isMultiple(of: wide) else { return self }
        var sums = [Float](repeating: 0, count: slices * (rows / tall) * (columns / wide))
        for place in values.indices {
            let (slice, row, column) = (place / (rows * columns), place / columns % rows, place % columns)
            sums[(slice * (rows / tall) + row / tall) * (columns / wide) + column / wide] +=
                values[place] / Float(tall * wide)
        }
        return SaliencyMap(method: method, slices: slices, rows: rows / tall, columns: columns / wide, values: sums)
    }

    /// The same method's maps of several networks, their mean.
    public static func mean(of maps: [SaliencyMap]) -> SaliencyMap? {
        guard var mean = maps.first else { return nil }
        for map in maps.dropFirst() { for place in mean.values.indices { mean.values[place] += map.values[place] } }
        if maps.count > 1 { for place in mean.values.indices { mean.values[place] /= Float(maps.count) } }
        return mean
    }
}
