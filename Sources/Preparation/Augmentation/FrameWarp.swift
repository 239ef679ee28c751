import Tensors

/// A spatial change of frames with a given size: for each pixel the four it is made of and their weights.
///
/// Interpolation is bilinear; what lies outside the frame has the fill value (`grid-constant` of scipy's ndimage,
/// `zeros` of PyTorch's `grid_sample` where the fill is zero).
struct FrameWarp {
    /// A pixel of the new frame: the upper left of four neighbours in the old one, and the weights of all.
    private struct Pixel {
        var origin: Int32 = 0
        var topLeft: Float = 0
        var topRight: Float = 0
        var bottomLeft: Float = 0
        var bottomRight: Float = 0
        var outside: Float = 0
    }

    private let height: Int
    private let width: Int
    private let pixels: [Pixel]

    init(_ transform: FrameTransform, _ deformation: FrameDeformation? = nil, height: Int, width: Int) {
        (self.height, self.width) = (height, width)
        let middle = (row: Double(height - 1) / 2, column: Double(width - 1) / 2)
        let moves = deformation.map { $0.moves(height: height, width: width) }
        let still = [SIMD2<Double>](repeating: .zero, count: width)
        pixels = [Pixel](unsafeUninitializedCapacity: height * width) { pixels, count in
            for row in 0..<height {
                let up = Double(row) - middle.row
                let start: SIMD2<Double> = [
                    transform.rows[0] * up + transform.rows[2] + middle.row,
                    transform.columns[0] * up + transform.columns[2] + middle.column,
                ]
                let step: SIMD2<Double> = [transform.rows[1], transform.columns[1]]
                let line = moves?.line(row) ?? still
                for column in 0..<width {
                    let place = start + step * (Double(column) - middle.column) + line[column]
                    pixels.initializeElement(
                        at: row * width + column,
                        to: Self.pixel(row: place.x, column: place.y, height: height, width: width))
                }
            }
            count = height * width
        }
    }

    private static func pixel(row: Double, column: Double, height: Int, width: Int) -> Pixel {
        let (top, down) = neighbours(of: row, extent: height)
        let (left, across) = neighbours(of: column, extent: width)
        return Pixel(
            origin: Int32(top * width + left),
            topLeft: down.x * across.x, topRight: down.x * across.y,
            bottomLeft: down.y * across.x, bottomRight: down.y * across.y,
            outside: 1 - (down.x + down.y) * (across.x + across.y))
    }

    /// The first of two neighbours that both lie on the axis (where it has two), and the weights of both; the weight of
    /// a neighbour beyond the axis is left out.
    private static func neighbours(of place: Double, extent: Int) -> (first: Int, weights: SIMD2<Float>) {
        guard place > -1, place < Double(extent) else { return (0, [0, 0]) }
        let whole = place.rounded(.down)
        let after = Float(place - whole)
        let first = Int(whole)
        if first < 0 { return (0, [after, 0]) }
        if first < extent - 1 { return (first, [1 - after, after]) }
        return extent == 1 ? (0, [1 - after, 0]) : (extent - 2, [0, 1 - after])
    }

    /// The frames `[T, H, W, C]` changed.
    ///
    /// - Parameters:
    ///   - order: for each new frame the old one; nil keeps the order.
    ///   - fill: the value outside the frames.
    func apply(to frames: Tensor, order: [Int]? = nil, fill: Float) -> Tensor {
        let channels = frames.shape[3]
        let right = width > 1 ? channels : 0
        let below = height > 1 ? width * channels : 0
        let frameCount = height * width * channels
        return frames.withUnsafeElements { source in
            pixels.withUnsafeBufferPointer { pixels in
                Tensor(shape: frames.shape) { result in
                    for time in 0..<frames.shape[0] {
                        let old = UnsafeBufferPointer(
                            rebasing: source[
                                (order?[time] ?? time) * frameCount..<((order?[time] ?? time) + 1) * frameCount])
                        let new = UnsafeMutableBufferPointer(
                            rebasing: result[time * frameCount..<(time + 1) * frameCount])
                        for index in 0..<pixels.count {
                            let pixel = pixels[index]
                            let border = pixel.outside * fill
                            var origin = Int(pixel.origin) * channels
                            for channel in index * channels..<(index + 1) * channels {
                                new[channel] =
                                    pixel.topLeft * old[origin] + pixel.topRight * old[origin + right]
                                    + pixel.bottomLeft * old[origin + below]
                                    + pixel.bottomRight * old[origin + below + right] + border
                                origin += 1
                            }
                        }
                    }
                }
            }
        }
    }
}

extension Tensor {
    /// The frames of `[T, H, W, C]` in another order; a frame may be taken more than once.
    func selectingFrames(_ order: [Int]) -> Tensor {
        let frameCount = shape[1] * shape[2] * shape[3]
        return withUnsafeElements { source in
            Tensor(shape: [order.count, shape[1], shape[2], shape[3]]) { result in
                for (new, old) in order.enumerated() {
                    for n in 0..<frameCount { result[new * frameCount + n] = source[old * frameCount + n] }
                }
            }
        }
    }
}
