internal import CJPEG
import Tensors

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Encodes images as JPEG.
public enum JPEGWriter {
    /// The bytes of a baseline JPEG file.
    ///
    /// - Parameters:
    ///   - image: `[H, W]` or `[H, W, C]`, C of 1 (grey) or 3 (RGB); values are rounded and clamped to 0…255.
    ///   - quality: 1…100.
    /// - Throws: `ScanError.Reason.cannotEncode` for another shape.
    public static func encode(_ image: Tensor, quality: Int = 92) throws(ScanError.Reason) -> [UInt8] {
        let size = try ImageSize(of: image.shape, format: .jpeg, channels: [1, 3], side: ImagingLimits.jpegSide)
        let rows = Quantised.bytes(image)
        var count = 0
        var message = [CChar](repeating: 0, count: CJPEG_MESSAGE_SIZE)
        let encoded = rows.withUnsafeBufferPointer {
            cjpeg_encode(
                $0.baseAddress, UInt32(size.width), UInt32(size.height), Int32(size.channels),
                Int32(max(1, min(100, quality))), &count, &message)
        }
        guard let encoded else {
            throw .cannotEncode(
                format: .jpeg, String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        defer { free(encoded) }
        return Array(UnsafeBufferPointer(start: encoded, count: count))
    }
}
