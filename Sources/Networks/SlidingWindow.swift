import Kernels

/// A window that slides over a map or a volume: what convolution and pooling share.
struct SlidingWindow {
    var size: Window
    var stride: Window
    var dilation: Window = 1
    var padding: Padding

    /// The largest window, stride, dilation or padding.
    static let limit = 4096

    /// How the window lies over `input`.
    func geometry(over input: FeatureGrid, at path: LayerPath) throws(ArchitectureError) -> WindowGeometry {
        let axes = input.extents.count
        let sizes = try size.extents(axes: axes, within: 1...Self.limit, option: "kernel", at: path)
        let strides = try stride.extents(axes: axes, within: 1...Self.limit, option: "stride", at: path)
        let dilations = try dilation.extents(axes: axes, within: 1...Self.limit, option: "dilation", at: path)
        let amounts = try padding.amounts(axes: axes, at: path)
        let geometry = WindowGeometry(
            axes: (0..<axes).map { axis in
                .init(
                    extent: input.extents[axis], size: sizes[axis], stride: strides[axis], dilation: dilations[axis],
                    padding: amounts?[axis])
            })
        guard geometry.outputExtents.allSatisfy({ $0 >= 1 }) else {
            let covered = zip(sizes, dilations).map { ($0 - 1) * $1 + 1 }
            throw .windowTooLarge(path: path.description, window: covered, given: input.shape)
        }
        return geometry
    }
}

extension WindowGeometry.Axis {
    /// - Parameter padding: before and after; `nil` adds as much as makes the output `ceil(extent / stride)`.
    init(extent: Int, size: Int, stride: Int, dilation: Int, padding: (before: Int, after: Int)?) {
        let covered = (size - 1) * dilation + 1
        let same = max(((extent + stride - 1) / stride - 1) * stride + covered - extent, 0)
        let (before, after) = padding ?? (same / 2, same - same / 2)
        let padded = extent + before + after
        self.init(
            extent: extent, size: size, stride: stride, dilation: dilation, before: before, after: after,
            output: padded >= covered ? (padded - covered) / stride + 1 : 0)
    }
}
