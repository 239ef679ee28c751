import Tensors

/// An image's samples as the file's bits give them, before they become floats.
struct DecodedImage {
    /// Samples row by row, the channels of a pixel side by side.
    enum Samples {
        case bytes([UInt8])
        case words([UInt16])
    }

    var width: Int
    var height: Int
    var channels: Int
    var hasAlpha: Bool
    /// Bits of a stored sample, which 1-, 2- and 4-bit images have fewer of than `samples`.
    var bitDepth: Int
    var samples: Samples
    var format: ScanFormat
    /// The EXIF orientation that was applied, 1 where there was none.
    var orientation = 1
    var warnings: [ScanWarning] = []

    /// The samples as floats, `[1, 1, H, W, C]`.
    func scan() -> Scan {
        let tensor = Tensor(shape: [1, 1, height, width, channels]) { target in write(to: target) }
        return Scan(voxels: tensor, hasAlpha: hasAlpha, format: format, bitDepth: bitDepth, warnings: warnings)
    }

    /// Writes the samples as floats to memory that holds as many.
    func write(to target: UnsafeMutableBufferPointer<Float>) {
        switch samples {
        case .bytes(let bytes):
            bytes.withUnsafeBufferPointer { source in
                for index in 0..<source.count { target[index] = Float(source[index]) }
            }
        case .words(let words):
            words.withUnsafeBufferPointer { source in
                for index in 0..<source.count { target[index] = Float(source[index]) }
            }
        }
    }

    /// Adds the samples as floats to the end of a list.
    func append(to list: inout [Float]) {
        switch samples {
        case .bytes(let bytes): list.append(contentsOf: bytes.lazy.map(Float.init))
        case .words(let words): list.append(contentsOf: words.lazy.map(Float.init))
        }
    }
}
