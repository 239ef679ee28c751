/// What the tapped layer made of one scan, and the gradient of the explained logit there.
///
/// Numbers lie step by step, channel by channel, cell by cell.
public struct TapReading: Sendable {
    /// Steps that the layers around the tapped one tell apart.
    public var steps: Int
    public var channels: Int
    /// Depth (1 for maps), rows and columns of one step.
    public var grid: [Int]
    public var activation, gradient: [Float]

    /// The cells of one step.
    public var cells: Int { grid.reduce(1, *) }

    /// A map of one number a cell: `value` gets the places of all channels of one step, as their first numbers.
    func map(_ method: SaliencyMethod, _ fill: (_ step: Int, _ target: inout [Float]) -> Void) -> SaliencyMap {
        var values: [Float] = []
        for step in 0..<steps {
            var cells = [Float](repeating: 0, count: cells)
            fill(step, &cells)
            values += cells
        }
        return SaliencyMap(method: method, slices: steps * grid[0], rows: grid[1], columns: grid[2], values: values)
    }

    /// The place of a channel's first cell.
    func place(step: Int, channel: Int) -> Int { (step * channels + channel) * cells }
}
