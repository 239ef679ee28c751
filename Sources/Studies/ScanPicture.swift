import Imaging
import Preparation
import Tensors

/// A small picture of a prepared scan: its frame, or up to nine of its frames in order.
public enum ScanPicture {
    /// The longest side of a frame in pixels: of an only one, and of one of several.
    static let (single, several) = (224, 96)

    /// The bytes of a PNG file, grey or colour as the frames are.
    public static func png(of sequence: FrameSequence) throws(ScanError.Reason) -> [UInt8] {
        try PNGWriter.encode(pixels(of: sequence))
    }

    /// Height × width × channels, from 0 to 255.
    ///
    /// Intensities run from the least to the greatest of the frames that are shown; frames shrink by whole factors, each pixel the
    /// mean of those that it stands for.
    public static func pixels(of sequence: FrameSequence) -> Tensor {
        let frames = sequence.frames
        let count = frames.shape[0]
        let shown = count <= 9 ? Array(0..<count) : (0..<9).map { ($0 * (count - 1) + 4) / 8 }
        let columns = shown.count == 1 ? 1 : shown.count <= 4 ? 2 : 3
        let rows = (shown.count + columns - 1) / columns
        let limit = shown.count == 1 ? single : several
        let factor = max(1, (max(frames.shape[1], frames.shape[2]) + limit - 1) / limit)
        let (height, width, channels) = (
            max(1, frames.shape[1] / factor), max(1, frames.shape[2] / factor), frames.shape[3]
        )
        let small = shown.map { shrunk(frames, frame: $0, height: height, width: width, factor: factor) }
        let least = small.joined().min() ?? 0
        let range = max((small.joined().max() ?? 1) - least, .leastNormalMagnitude)
        var pixels = [Float](repeating: 0, count: rows * height * columns * width * channels)
        for (place, values) in small.enumerated() {
            let (top, left) = (place / columns * height, place % columns * width)
            for row in 0..<height {
                for offset in 0..<width * channels {
                    pixels[((top + row) * columns * width + left) * channels + offset] =
                        (values[row * width * channels + offset] - least) / range * 255
                }
            }
        }
        return Tensor(shape: [rows * height, columns * width, channels], elements: pixels)
    }

    private static func shrunk(_ frames: Tensor, frame: Int, height: Int, width: Int, factor: Int) -> [Float] {
        let (rows, columns, channels) = (frames.shape[1], frames.shape[2], frames.shape[3])
        let elements = frames.elements
        let start = frame * rows * columns * channels
        var values: [Float] = []
        values.reserveCapacity(height * width * channels)
        for row in 0..<height {
            for column in 0..<width {
                for channel in 0..<channels {
                    var sum: Float = 0
                    for y in row * factor..<min((row + 1) * factor, rows) {
                        for x in column * factor..<min((column + 1) * factor, columns) {
                            sum += elements[start + (y * columns + x) * channels + channel]
                        }
                    }
                    values.append(sum / Float(factor * factor))
                }
            }
        }
        return values
    }
}
