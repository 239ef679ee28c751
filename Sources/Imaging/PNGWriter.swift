import Tensors

/// Encodes images as PNG.
public enum PNGWriter {
    /// The bytes of a PNG file.
    ///
    /// - Parameters:
    ///   - image: `[H, W]` or `[H, W, C]`, C of 1 (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGB, alpha); values are
    ///     rounded and clamped to 0…255, or 0…65535 for 16 bit; NaN becomes 0.
    ///   - bitDepth: 8 or 16.
    /// - Throws: `ScanError.Reason.cannotEncode` for another shape or depth.
    public static func encode(_ image: Tensor, bitDepth: Int = 8) throws(ScanError.Reason) -> [UInt8] {
        throw .unsupported("not there yet")
    }
}
