import CVectorKernels
import Testing

/// The weight gradient of few input channels in blocks of 8 and of 16 against its formula in double precision.
@Suite struct ThinConvolutionTests {
    struct Shape: CustomTestStringConvertible {
        var channels, height, width: Int
        let filters = 16
        var pixels: Int { height * width }
        var testDescription: String { "\(channels)×\(height)×\(width)" }
    }

    static let shapes = [(1, 4, 6), (1, 5, 7), (1, 1, 1), (2, 3, 2), (3, 1, 4), (3, 13, 12), (1, 64, 65)].map {
        Shape(channels: $0.0, height: $0.1, width: $0.2)
    }

    @Test(arguments: shapes, [8, 16])
    func followsTheFormula(_ shape: Shape, block: Int) {
        let x = NormalizationTests.random(shape.channels * shape.pixels, 1)
        let dy = NormalizationTests.random(shape.filters * shape.pixels, 2)
        let blockedDY = NormalizationTests.blocked(
            dy,
            NormalizationTests.Shape(images: 1, height: shape.height, width: shape.width, relu: false, pools: false),
            pixels: shape.pixels, block: block)
        var kernel = cine_thin_convolution(
            channels: shape.channels, height: shape.height, width: shape.width, blocks: shape.filters / block,
            block: Int32(block))
        var padded = [Float](repeating: .nan, count: shape.channels * (shape.height + 2) * (shape.width + 2))
        cine_thin_convolution_pad(&kernel, x, &padded)
        var sums = [Double](repeating: 0, count: shape.filters * 9 * shape.channels)
        var bias = [Double](repeating: 0, count: shape.filters)
        cine_thin_convolution_gradient(&kernel, padded, blockedDY, &sums, &bias)
        let onlyWeights = sums
        cine_thin_convolution_gradient(&kernel, padded, blockedDY, &sums, nil)
        #expect(sums == onlyWeights.map { 2 * $0 })
        for filter in 0..<shape.filters {
            let gradient = dy[filter * shape.pixels..<(filter + 1) * shape.pixels].map(Double.init)
            #expect(abs(bias[filter] - gradient.reduce(0, +)) < 1e-4)
            for channel in 0..<shape.channels {
                let map = x[channel * shape.pixels..<(channel + 1) * shape.pixels].map(Double.init)
                for tap in 0..<9 {
                    let group = (filter / block * 9 + tap) * shape.channels + channel
                    let expected = correlation(map, gradient, shape, down: tap / 3 - 1, right: tap % 3 - 1)
                    #expect(abs(onlyWeights[group * block + filter % block] - expected) < 1e-4)
                }
            }
        }
    }

    /// Σ dy[h,w]·x[h+down,w+right] over the pixels inside the map.
    private func correlation(_ x: [Double], _ dy: [Double], _ shape: Shape, down: Int, right: Int) -> Double {
        var sum = 0.0
        for row in max(0, -down)..<max(0, -down, min(shape.height, shape.height - down)) {
            for column in max(0, -right)..<max(0, -right, min(shape.width, shape.width - right)) {
                sum += dy[row * shape.width + column] * x[(row + down) * shape.width + column + right]
            }
        }
        return sum
    }
}
