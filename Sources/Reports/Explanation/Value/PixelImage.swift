/// A picture of 8 bits a sample.
public struct PixelImage: Codable, Sendable, Hashable {
    public var width, height: Int
    /// 1 (grey) or 3 (RGB).
    public var channels: Int
    /// Row by row, the channels of a pixel side by side.
    public var pixels: [UInt8]

    public init(width: Int, height: Int, channels: Int = 1, pixels: [UInt8]) {
        precondition(channels == 1 || channels == 3, "\(channels) channels")
        precondition(
            width > 0 && height > 0 && pixels.count == width * height * channels,
            "\(pixels.count) samples for \(width) × \(height) × \(channels)")
        (self.width, self.height, self.channels, self.pixels) = (width, height, channels, pixels)
    }
}
