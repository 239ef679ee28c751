/// The colours of a map's values, the same as the viewer's.
struct ColourScale {
    private let sign: MethodMap.Sign
    private let stops: [[Double]]

    init(_ sign: MethodMap.Sign) {
        self.sign = sign
        stops =
            switch sign {
            // Viridis (Smith and van der Walt 2015), even in brightness and for every colour vision.
            case .magnitude: [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]]
            // Blue against, orange for: told apart without red and green.
            case .signed: [[0, 60, 120], [86, 180, 233], [245, 245, 245], [240, 150, 70], [150, 50, 0]]
            }
    }

    /// Red, green and blue of a share of the scale, 0…1 or −1…1.
    func colour(of value: Double) -> [Double] {
        let place = max(0, min(1, sign == .signed ? (value + 1) / 2 : value)) * Double(stops.count - 1)
        let low = min(Int(place), stops.count - 2)
        return zip(stops[low], stops[low + 1]).map { $0 + ($1 - $0) * (place - Double(low)) }
    }
}

extension MapGrid {
    /// The share of the scale at a place between cells, −1…1, by linear interpolation; 0 more than half a cell outside.
    func value(at cell: SIMD3<Double>) -> Double {
        let counts = [columns, rows, slices]
        var lows = [0, 0, 0]
        var shares = [0.0, 0, 0]
        for axis in 0..<3 {
            let last = Double(counts[axis] - 1)
            guard cell[axis] >= -0.501, cell[axis] <= last + 0.501 else { return 0 }
            let inside = max(0, min(last, cell[axis]))
            lows[axis] = max(0, min(Int(inside), counts[axis] - 2))
            shares[axis] = inside - Double(lows[axis])
        }
        var sum = 0.0
        for corner in 0..<8 {
            let up = [corner & 1, corner >> 1 & 1, corner >> 2]
            let weight = (0..<3).reduce(1.0) { $0 * (up[$1] == 1 ? shares[$1] : 1 - shares[$1]) }
            guard weight > 0 else { continue }
            let at = ((lows[2] + up[2]) * rows + lows[1] + up[1]) * columns + lows[0] + up[0]
            sum += weight * Double(values[at])
        }
        return sum / 127
    }
}
