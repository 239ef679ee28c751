/// A smooth field of moves, given by nodes of a grid over the frame and cubic B-splines between them.
struct FrameDeformation: Hashable, Sendable {
    /// Grid cells along each side; there are `grid + 3` nodes, one before and two past the frame's edges.
    var grid: Int
    /// How far each node reads down, in pixels, `[grid + 3, grid + 3]`.
    var rows: [Double]
    /// How far each node reads to the right, in pixels.
    var columns: [Double]
}
