/// A smooth field of moves, given by nodes of a grid over the frame and cubic B-splines between them.
struct FrameDeformation: Hashable, Sendable {
    /// Grid cells along each side; there are `grid + 3` nodes, one before and two past the first and last cell's start.
    var grid: Int
    /// How far each node reads down, in pixels, `[grid + 3, grid + 3]`.
    var rows: [Double]
    /// How far each node reads to the right, in pixels.
    var columns: [Double]

    /// The moves (down, right) of all pixels in row-major order.
    func field(height: Int, width: Int) -> [SIMD2<Double>] {
        let (down, across) = (Self.basis(extent: height, grid: grid), Self.basis(extent: width, grid: grid))
        let nodes = grid + 3
        return (0..<height).flatMap { row in
            let line = (0..<nodes).map { node in
                (0..<4).reduce(SIMD2<Double>.zero) { sum, tap in
                    let place = (down[row].cell + tap) * nodes + node
                    return sum + down[row].weights[tap] * SIMD2(rows[place], columns[place])
                }
            }
            return (0..<width).map { column in
                (0..<4).reduce(SIMD2<Double>.zero) { sum, tap in
                    sum + across[column].weights[tap] * line[across[column].cell + tap]
                }
            }
        }
    }

    /// For each pixel along an axis its cell and the four nodes' cubic B-spline weights.
    private static func basis(extent: Int, grid: Int) -> [(cell: Int, weights: SIMD4<Double>)] {
        (0..<extent).map { pixel in
            let place = (Double(pixel) + 0.5) / Double(extent) * Double(grid)
            let cell = min(Int(place), grid - 1)
            let t = place - Double(cell)
            let (square, cube) = (t * t, t * t * t)
            let weights: SIMD4<Double> = [
                1 - 3 * t + 3 * square - cube, 4 - 6 * square + 3 * cube, 1 + 3 * t + 3 * square - 3 * cube, cube,
            ]
            return (cell, weights / 6)
        }
    }
}
