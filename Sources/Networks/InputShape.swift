/// The extents of one prepared sequence: what a network reads.
public struct InputShape: Codable, Hashable, Sendable {
    /// The number of frames (time steps), 1 for a single image.
    public var frames: Int
    /// Rows of a frame, in pixels.
    public var height: Int
    /// Columns of a frame, in pixels.
    public var width: Int
    /// Channels of a pixel.
    public var channels: Int

    public init(frames: Int, height: Int, width: Int, channels: Int) {
        self.frames = frames
        self.height = height
        self.width = width
        self.channels = channels
    }
}

extension InputShape: CustomStringConvertible {
    /// As in `16 frames of 128×128×1`.
    public var description: String {
        "\(frames) \(frames == 1 ? "frame" : "frames") of \(height)×\(width)×\(channels)"
    }
}
