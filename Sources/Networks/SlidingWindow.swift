import Kernels

/// A window that slides over a map: what convolution and pooling share.
struct SlidingWindow {
    var size: Window
    var stride: Window
    var padding: Padding

    /// The largest window, stride or padding.
    static let limit = 4096

    /// How the window lies over a map of `height`×`width`.
    func geometry(
        channels: Int, height: Int, width: Int, at path: LayerPath
    ) throws(ArchitectureError) -> WindowGeometry {
        try size.check(1...Self.limit, option: "kernel", at: path)
        try stride.check(1...Self.limit, option: "stride", at: path)
        var explicit: Window = 0
        if case .explicit(let window) = padding {
            try window.check(0...Self.limit, option: "padding", at: path)
            explicit = window
        }
        let rows = padding.resolved(
            extent: height, window: size.height, stride: stride.height, explicit: explicit.height)
        let columns = padding.resolved(
            extent: width, window: size.width, stride: stride.width, explicit: explicit.width)
        guard rows.output >= 1, columns.output >= 1 else {
            throw .windowTooLarge(
                path: path.description, window: [size.height, size.width],
                given: .map(channels: channels, height: height, width: width))
        }
        return WindowGeometry(
            height: height, width: width, windowHeight: size.height, windowWidth: size.width,
            strideHeight: stride.height, strideWidth: stride.width, top: rows.before, left: columns.before,
            bottom: rows.after, right: columns.after, outputHeight: rows.output, outputWidth: columns.output)
    }
}
