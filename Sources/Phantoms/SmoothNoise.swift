import Tensors

/// A random function of a place in space, smooth over the size of a cell (value noise; Perlin 1985 describes the idea).
///
/// Its values have mean 0 and a standard deviation near 1/2; the pattern repeats after 16 cells.
struct SmoothNoise {
    private static let period = 16
    private static let mask = period - 1
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
        let corner = (Int(floor.x), Int(floor.y), Int(floor.z))
        var sum = 0.0
        for dz in 0...1 {
            for dy in 0...1 {
                let share = (dz == 0 ? 1 - weight.z : weight.z) * (dy == 0 ? 1 - weight.y : weight.y)
                let row = ((corner.2 + dz) & Self.mask) * Self.period + ((corner.1 + dy) & Self.mask)
                let near = lattice[row * Self.period + (corner.0 & Self.mask)]
                let far = lattice[row * Self.period + ((corner.0 + 1) & Self.mask)]
                sum += share * ((1 - weight.x) * near + weight.x * far)
            }
        }
        return sum
    }
}
