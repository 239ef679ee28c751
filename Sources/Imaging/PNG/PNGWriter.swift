internal import CPNG
import Tensors

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

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
        let size = try ImageSize(of: image.shape, format: .png, channels: [1, 2, 3, 4], side: ImagingLimits.pngSide)
        guard bitDepth == 8 || bitDepth == 16 else {
            throw .cannotEncode(format: .png, "\(bitDepth) bits a sample; use 8 or 16")
        }
        let rows = bitDepth == 8 ? Quantised.bytes(image) : Quantised.wordBytes(image)
        let types = [CPNG_GREY, CPNG_GREY_ALPHA, CPNG_RGB, CPNG_RGB_ALPHA]
        var count = 0
        var message = [CChar](repeating: 0, count: CPNG_MESSAGE_SIZE)
        let encoded = rows.withUnsafeBufferPointer {
            cpng_encode(
                $0.baseAddress, UInt32(size.width), UInt32(size.height), Int32(types[size.channels - 1]),
                Int32(bitDepth), &count, &message)
        }
        guard let encoded else {
            throw .cannotEncode(
                format: .png, String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        defer { free(encoded) }
        return Array(UnsafeBufferPointer(start: encoded, count: count))
    }
}
