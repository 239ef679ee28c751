import Tensors

/// Encodes images as JPEG.
public enum JPEGWriter {
    /// The bytes of a baseline JPEG file.
    ///
    /// - Parameters:
    ///   - image: `[H, W]` or `[H, W, C]`, C of 1 (grey) or 3 (RGB); values are rounded and clamped to 0…255.
    ///   - quality: 1…100.
    /// - Throws: `ScanError.Reason.cannotEncode` for another shape.
    public static func encode(_ image: Tensor, quality: Int = 92) throws(ScanError.Reason) -> [UInt8] {
        throw .unsupported("not there yet")
    }
}
