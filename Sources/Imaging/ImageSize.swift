import Tensors

/// The size of a tensor that is an image, `[H, W]` or `[H, W, C]`.
struct ImageSize {
    let width, height, channels: Int

    /// - Throws: `cannotEncode` where the shape is no image of the format.
    init(of shape: Shape, format: ScanFormat, channels allowed: [Int], side: Int) throws(ScanError.Reason) {
        guard shape.rank == 2 || shape.rank == 3 else {
            throw .cannotEncode(format: format, "a tensor of \(shape); an image is [H, W] or [H, W, C]")
        }
        (height, width, channels) = (shape[0], shape[1], shape.rank == 3 ? shape[2] : 1)
        guard (1...side).contains(width), (1...side).contains(height), allowed.contains(channels) else {
            throw .cannotEncode(
                format: format,
                "a tensor of \(shape); sides must be 1…\(side) and channels one of \(allowed.map(String.init).joined(separator: ", "))"
            )
        }
    }
}
