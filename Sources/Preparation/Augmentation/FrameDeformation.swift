/// A smooth field of moves, given by nodes of a grid over the frame and cubic B-splines between them.
struct FrameDeformation: Hashable, Sendable {
    /// Grid cells along each side; there are `grid + 3` nodes, one before and two past the first and last cell's start.
    var grid: Int
    /// How far each node reads down, in pixels, `[grid + 3, grid + 3]`.
    var rows: [Double]
    /// How far each node reads to the right, in pixels.
    var columns: [Double]

    /// The moves of the pixels of frames with a given size.
    func moves(height: Int, width: Int) -> Moves {
        Moves(deformation: self, height: height, width: width)
    }

    /// The moves (down, right) of pixels, a row at a time.
    struct Moves {
        private let nodes: [SIMD2<Double>]
        private let nodesAcross: Int
        private let down: [Place]
        private let across: [Place]

        fileprivate init(deformation: FrameDeformation, height: Int, width: Int) {
            nodes = zip(deformation.rows, deformation.columns).map { SIMD2($0, $1) }
            nodesAcross = deformation.grid + 3
            down = FrameDeformation.places(extent: height, grid: deformation.grid)
            across = FrameDeformation.places(extent: width, grid: deformation.grid)
        }

        /// The moves of one row's pixels.
        func line(_ row: Int) -> [SIMD2<Double>] {
            let place = down[row]
            let first = place.cell * nodesAcross
            let knots = (0..<nodesAcross).map { node in
                place.weigh(
                    nodes[first + node], nodes[first + nodesAcross + node], nodes[first + 2 * nodesAcross + node],
                    nodes[first + 3 * nodesAcross + node])
            }
            return across.map { place in
                let cell = place.cell
                return place.weigh(knots[cell], knots[cell + 1], knots[cell + 2], knots[cell + 3])
            }
        }
    }

    /// The cell that a pixel lies in along an axis, and the cubic B-spline weights of the four nodes about it.
    private struct Place {
        var cell: Int
        var weights: SIMD4<Double>

        /// The weighted sum of the four nodes.
        func weigh(
            _ a: SIMD2<Double>, _ b: SIMD2<Double>, _ c: SIMD2<Double>, _ d: SIMD2<Double>
        ) -> SIMD2<Double> {
            let before: SIMD2<Double> = a * weights[0] + b * weights[1]
            let after: SIMD2<Double> = c * weights[2] + d * weights[3]
            return before + after
        }
    }

    private static func places(extent: Int, grid: Int) -> [Place] {
        (0..<extent).map { pixel in
            let place = (Double(pixel) + 0.5) / Double(extent) * Double(grid)
            let cell = min(Int(place), grid - 1)
            let t = place - Double(cell)
            let (square, cube) = (t * t, t * t * t)
            let weights: SIMD4<Double> = [
                1 - 3 * t + 3 * square - cube, 4 - 6 * square + 3 * cube, 1 + 3 * t + 3 * square - 3 * cube, cube,
            ]
            return Place(cell: cell, weights: weights / 6)
        }
    }
}
