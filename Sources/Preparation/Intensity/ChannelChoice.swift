import Tensors

/// How the channels of a scan become those of a frame.
enum ChannelChoice: Hashable {
    /// The first channel alone; opacity is dropped.
    case grey
    /// Rec. 601 luma of red, green and blue: 0.299 R + 0.587 G + 0.114 B.
    case luma
    /// Red, green and blue; opacity is dropped.
    case colour

    /// - Parameters:
    ///   - found: the channels of the scan, opacity included.
    ///   - wanted: the channels of a frame, 1 or 3.
    init(found: Int, hasAlpha: Bool, wanted: Int) throws(PreparationError) {
        switch (found - (hasAlpha ? 1 : 0), wanted) {
        case (1, _): self = .grey
        case (3, 1): self = .luma
        case (3, _): self = .colour
        default: throw .channels(found: found)
        }
    }

    /// The channels that are kept; grey is repeated only at the end.
    var count: Int { self == .colour ? 3 : 1 }
}

extension Tensor {
    /// Frames `[T, H, W, 1]` with their one channel repeated.
    func repeatingChannel(_ channels: Int) -> Tensor {
        if channels == shape[3] { return self }
        return withUnsafeElements { source in
            Tensor(shape: [shape[0], shape[1], shape[2], channels]) { result in
                for pixel in 0..<count {
                    for channel in 0..<channels { result[pixel * channels + channel] = source[pixel] }
                }
            }
        }
    }
}
