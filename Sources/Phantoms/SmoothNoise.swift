import Tensors

/// A random function of a place in space, smooth over the size of a cell (value noise; Perlin 1985 describes the idea).
///
/// Its values have mean 0 and a standard deviation near 1/2; the pattern repeats after 16 cells.
struct SmoothNoise {
    private static let period = 16
    private let lattice: [Double]
    private let cell: Double

    /// - Parameter cell: the distance between independent values, in the unit of the places asked for.
    init(cell: Double, using generator: inout RandomGenerator) {
        self.cell = cell
        lattice = (0..<Self.period * Self.period * Self.period).map { _ in generator.normal() }
    }

    /// The value at a place.
    func callAsFunction(_ place: SIMD3<Double>) -> Double {
        let scaled = place / cell
        let floor = scaled.rounded(.down)
        let part = scaled - floor
        let weight = part * part * (3 - 2 * part)
        let corner = SIMD3<Int>(Int(floor.x), Int(floor.y), Int(floor.z))
        var sum = 0.0
        for dz in 0...1 {
            for dy in 0...1 {
                let row = (dz == 0 ? 1 - weight.z : weight.z) * (dy == 0 ? 1 - weight.y : weight.y)
                sum += row * (1 - weight.x) * value(corner &+ [0, dy, dz])
                sum += row * weight.x * value(corner &+ [1, dy, dz])
            }
        }
        return sum
    }

    private func value(_ corner: SIMD3<Int>) -> Double {
        let wrapped = corner & (Self.period - 1)
        return lattice[(wrapped.z * Self.period + wrapped.y) * Self.period + wrapped.x]
    }
}
