import Tensors

/// Frames bent smoothly: `elastic: { strength: 0.02, grid: 4 }`.
///
/// A coarse grid of nodes is moved at random, and cubic B-splines carry the moves to the pixels between them
/// (free-form deformation, Rueckert 1999).
public struct Elastic: Codable, Hashable, Sendable {
    /// The standard deviation of a node's move as a part of the height and of the width, 0 to 0.5.
    public var strength = 0.02
    /// The number of grid cells along each side, 1 to 64.
    public var grid = 4

    public init(strength: Double = 0.02, grid: Int = 4) {
        (self.strength, self.grid) = (strength, grid)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        strength = try container.decodeIfPresent(Double.self, forKey: .strength) ?? strength
        grid = try container.decodeIfPresent(Int.self, forKey: .grid) ?? grid
    }

    /// Draws the moves of the nodes for frames with the given size, in pixels.
    func draw(height: Int, width: Int, using generator: inout RandomGenerator) -> FrameDeformation {
        let nodes = (grid + 3) * (grid + 3)
        let rows = (0..<nodes).map { _ in generator.normal() * strength * Double(height) }
        let columns = (0..<nodes).map { _ in generator.normal() * strength * Double(width) }
        return FrameDeformation(grid: grid, rows: rows, columns: columns)
    }

    func validate() throws(AugmentationError) {
        try AugmentationError.require(strength, in: 0...0.5, "elastic.strength")
        try AugmentationError.require(Double(grid), in: 1...64, "elastic.grid")
    }
}
