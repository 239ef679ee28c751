import CVectorKernels
import Testing

/// Winograd's algorithm, in blocks of 8 and of 16 and in tiles of 2 and of 4, against the convolution's formula in double
/// precision: maps that tiles do not fill, of one pixel, with every padding, and chunks that are not full.
@Suite struct WinogradTests {
    struct Shape: CustomTestStringConvertible {
        var images, channels, filters, height, width, top, left, bottom, right: Int
        var outputHeight: Int { height + top + bottom - 2 }
        var outputWidth: Int { width + left + right - 2 }
        var testDescription: String {
            "\(images)×\(channels)×\(height)×\(width) to \(filters)×\(outputHeight)×\(outputWidth)"
        }

        func kernel(block: Int, tile: Int) -> cine_winograd {
            cine_winograd(
                channels: channels, filters: filters, height: height, width: width, output_height: outputHeight,
                output_width: outputWidth, top: top, left: left, chunk: 12, block: Int32(block), tile: Int32(tile),
                clips: 0, upper: 0)
        }

        /// The convolution of the output's gradient that makes the input's.
        var turned: Shape {
            Shape(
                images: images, channels: filters, filters: channels, height: outputHeight, width: outputWidth,
                top: 2 - top, left: 2 - left, bottom: 2 - bottom, right: 2 - right)
        }
    }

    static let shapes = [
        Shape(images: 2, channels: 16, filters: 32, height: 9, width: 7, top: 1, left: 1, bottom: 1, right: 1),
        Shape(images: 1, channels: 32, filters: 16, height: 1, width: 1, top: 1, left: 1, bottom: 1, right: 1),
        Shape(images: 1, channels: 16, filters: 16, height: 8, width: 12, top: 0, left: 0, bottom: 0, right: 0),
        Shape(images: 3, channels: 16, filters: 16, height: 5, width: 6, top: 0, left: 2, bottom: 2, right: 1),
        Shape(images: 1, channels: 16, filters: 16, height: 17, width: 16, top: 1, left: 1, bottom: 1, right: 1),
    ]
    static let kinds = [(8, 2), (8, 4), (16, 2), (16, 4)]

    @Test(arguments: shapes, kinds)
    func forwardFollowsTheFormula(_ shape: Shape, kind: (block: Int, tile: Int)) {
        let x = NormalizationTests.random(shape.images * shape.channels * shape.height * shape.width, 1)
        let w = NormalizationTests.random(9 * shape.channels * shape.filters, 2)
        let bias = NormalizationTests.random(shape.filters, 3)
        let expected = convolution(x, w, bias, shape)
        var kernel = shape.kernel(block: kind.block, tile: kind.tile)
        let y = output(&kernel, shape, x, w, bias, isTurned: false, block: kind.block)
        #expect(error(y, expected) < 1e-6)
        kernel.clips = 1
        kernel.upper = 0.5
        let clipped = output(&kernel, shape, x, w, bias, isTurned: false, block: kind.block)
        #expect(clipped == y.map { min(max($0, 0), 0.5) })
    }

    @Test(arguments: shapes, kinds)
    func gradientsFollowTheFormula(_ shape: Shape, kind: (block: Int, tile: Int)) {
        let x = NormalizationTests.random(shape.images * shape.channels * shape.height * shape.width, 1)
        let w = NormalizationTests.random(9 * shape.channels * shape.filters, 2)
        let dy = NormalizationTests.random(shape.images * shape.filters * shape.outputHeight * shape.outputWidth, 4)
        let expected = gradients(x, w, dy, shape)
        var turned = shape.turned.kernel(block: kind.block, tile: kind.tile)
        let dx = output(&turned, shape.turned, dy, w, nil, isTurned: true, block: kind.block)
        #expect(error(dx, expected.input) < 1e-6)

        var kernel = shape.kernel(block: kind.block, tile: kind.tile)
        let parts = 2
        let size = cine_winograd_transformed_weights(&kernel)
        var sums = [Float](repeating: 0, count: parts * size)
        var bias = [Double](repeating: 0, count: shape.filters)
        var scratch = [Float](repeating: .nan, count: cine_winograd_scratch(&kernel))
        let tiles = cine_winograd_tiles(&kernel, shape.images)
        let (bx, bdy) = (
            blocked(x, shape.channels, shape.height * shape.width, kind.block),
            blocked(dy, shape.filters, shape.outputHeight * shape.outputWidth, kind.block)
        )
        for part in 0..<parts {
            sums.withUnsafeMutableBufferPointer { sums in
                guard let base = sums.baseAddress else { return }
                cine_winograd_gradient(
                    &kernel, bx, bdy, tiles * part / parts, tiles * (part + 1) / parts, base + part * size, &bias,
                    &scratch)
            }
        }
        var dw = [Float](repeating: .nan, count: w.count)
        cine_winograd_finish_gradient(&kernel, 0, shape.filters / 16, sums, parts, &dw)
        #expect(error(dw, expected.weights) < 1e-6)
        #expect(error(bias.map { Float($0) }, expected.bias) < 1e-6)
    }

    /// All tiles, computed in two stretches; scratch memory may hold anything.
    private func output(
        _ kernel: inout cine_winograd, _ shape: Shape, _ x: [Float], _ w: [Float], _ bias: [Float]?, isTurned: Bool,
        block: Int
    ) -> [Float] {
        var transformed = [Float](repeating: .nan, count: cine_winograd_transformed_weights(&kernel))
        cine_winograd_weights(&kernel, isTurned ? 1 : 0, 0, shape.filters / 16, w, &transformed)
        var scratch = [Float](repeating: .nan, count: cine_winograd_scratch(&kernel))
        let pixels = shape.outputHeight * shape.outputWidth
        var y = [Float](repeating: .nan, count: shape.images * shape.filters * pixels)
        let tiles = cine_winograd_tiles(&kernel, shape.images)
        let input = blocked(x, shape.channels, shape.height * shape.width, block)
        for (first, last) in [(0, tiles / 3), (tiles / 3, tiles)] {
            cine_winograd_forward(&kernel, input, transformed, bias, &y, first, last, &scratch)
        }
        return plain(y, shape.filters, pixels, block)
    }

    /// N·C·P in blocks, N·C/b·P·b.
    private func blocked(_ values: [Float], _ channels: Int, _ pixels: Int, _ block: Int) -> [Float] {
        values.indices.map { index in
            let (group, rest) = index.quotientAndRemainder(dividingBy: pixels * block)
            return values[(group * block + rest % block) * pixels + rest / block]
        }
    }

    private func plain(_ values: [Float], _ channels: Int, _ pixels: Int, _ block: Int) -> [Float] {
        values.indices.map { index in
            let (channel, pixel) = index.quotientAndRemainder(dividingBy: pixels)
            return values[(channel / block * pixels + pixel) * block + channel % block]
        }
    }

    /// Calls `body` with the places in x, w (3·3·C·O) and y of every product of the convolution.
    private func forEachProduct(_ shape: Shape, _ body: (Int, Int, Int) -> Void) {
        for image in 0..<shape.images {
            for filter in 0..<shape.filters {
                for row in 0..<shape.outputHeight {
                    for column in 0..<shape.outputWidth {
                        let output =
                            ((image * shape.filters + filter) * shape.outputHeight + row) * shape.outputWidth + column
                        for tap in 0..<9 {
                            let (line, place) = (row + tap / 3 - shape.top, column + tap % 3 - shape.left)
                            guard (0..<shape.height).contains(line), (0..<shape.width).contains(place) else { continue }
                            for channel in 0..<shape.channels {
                                let input =
                                    ((image * shape.channels + channel) * shape.height + line) * shape.width + place
                                body(input, (tap * shape.channels + channel) * shape.filters + filter, output)
                            }
                        }
                    }
                }
            }
        }
    }

    private func convolution(_ x: [Float], _ w: [Float], _ bias: [Float], _ shape: Shape) -> [Double] {
        let pixels = shape.outputHeight * shape.outputWidth
        var y = (0..<shape.images * shape.filters * pixels).map { Double(bias[$0 / pixels % shape.filters]) }
        forEachProduct(shape) { y[$2] += Double(x[$0]) * Double(w[$1]) }
        return y
    }

    private func gradients(
        _ x: [Float], _ w: [Float], _ dy: [Float], _ shape: Shape
    ) -> (input: [Double], weights: [Double], bias: [Double]) {
        var dx = [Double](repeating: 0, count: x.count)
        var dw = [Double](repeating: 0, count: w.count)
        forEachProduct(shape) { input, weight, output in
            dx[input] += Double(w[weight]) * Double(dy[output])
            dw[weight] += Double(x[input]) * Double(dy[output])
        }
        var bias = [Double](repeating: 0, count: shape.filters)
        let pixels = shape.outputHeight * shape.outputWidth
        for (index, value) in dy.enumerated() { bias[index / pixels % shape.filters] += Double(value) }
        return (dx, dw, bias)
    }

    /// ‖a − b‖ / ‖b‖.
    private func error(_ a: [Float], _ b: [Double]) -> Double {
        let difference = zip(a, b).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
        return (difference / b.reduce(0) { $0 + $1 * $1 }).squareRoot()
    }
}
