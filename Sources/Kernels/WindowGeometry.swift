/// How a window slides over a map, in pixels.
public struct WindowGeometry: Hashable, Sendable {
    public var height, width: Int
    public var windowHeight, windowWidth: Int
    public var strideHeight, strideWidth: Int
    public var top, left, bottom, right: Int
    public var outputHeight, outputWidth: Int

    public init(
        height: Int, width: Int, windowHeight: Int, windowWidth: Int, strideHeight: Int, strideWidth: Int, top: Int,
        left: Int, bottom: Int, right: Int, outputHeight: Int, outputWidth: Int
    ) {
        self.height = height
        self.width = width
        self.windowHeight = windowHeight
        self.windowWidth = windowWidth
        self.strideHeight = strideHeight
        self.strideWidth = strideWidth
        self.top = top
        self.left = left
        self.bottom = bottom
        self.right = right
        self.outputHeight = outputHeight
        self.outputWidth = outputWidth
    }

    /// A window that covers the whole map.
    public static func global(height: Int, width: Int) -> WindowGeometry {
        WindowGeometry(
            height: height, width: width, windowHeight: height, windowWidth: width, strideHeight: height,
            strideWidth: width, top: 0, left: 0, bottom: 0, right: 0, outputHeight: 1, outputWidth: 1)
    }
}
