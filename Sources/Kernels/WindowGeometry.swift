/// How a window slides over a map (rows, columns) or a volume (depth, rows, columns), axis by axis.
public struct WindowGeometry: Hashable, Sendable {
    /// One spatial axis, in pixels.
    public struct Axis: Hashable, Sendable {
        /// The input's extent.
        public var extent: Int
        /// How many places of the input the window reads.
        public var size: Int
        public var stride: Int
        /// The distance between the places that the window reads.
        public var dilation: Int
        /// The padding at either end.
        public var before, after: Int
        /// The output's extent.
        public var output: Int

        public init(
            extent: Int, size: Int, stride: Int = 1, dilation: Int = 1, before: Int = 0, after: Int = 0, output: Int
        ) {
            self.extent = extent
            self.size = size
            self.stride = stride
            self.dilation = dilation
            self.before = before
            self.after = after
            self.output = output
        }
    }

    /// Outermost first.
    public var axes: [Axis]

    public init(axes: [Axis]) { self.axes = axes }

    /// A window that covers everything.
    public static func global(_ extents: [Int]) -> WindowGeometry {
        WindowGeometry(axes: extents.map { Axis(extent: $0, size: $0, stride: $0, output: 1) })
    }

    public var inputExtents: [Int] { axes.map(\.extent) }
    public var sizes: [Int] { axes.map(\.size) }
    public var outputExtents: [Int] { axes.map(\.output) }
}

extension WindowGeometry {
    var strides: [Int64] { axes.map { Int64($0.stride) } }
    var kernel: [Int64] { axes.map { Int64($0.size) } }
    /// As oneDNN counts: the places left out between two that are read.
    var dilations: [Int64] { axes.map { Int64($0.dilation - 1) } }
    var paddingBefore: [Int64] { axes.map { Int64($0.before) } }
    var paddingAfter: [Int64] { axes.map { Int64($0.after) } }
}
