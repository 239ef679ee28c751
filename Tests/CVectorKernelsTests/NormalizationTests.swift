import CVectorKernels
import Tensors
import Testing

/// The fused normalization in blocks of 8 and of 16 channels against the formulas written out in double precision.
@Suite struct NormalizationTests {
    struct Shape: CustomTestStringConvertible {
        var images = 2
        var channels = 16
        var height, width: Int
        var relu, pools: Bool
        var outputHeight: Int { pools ? height / 2 : height }
        var outputWidth: Int { pools ? width / 2 : width }
        var testDescription: String { "\(height)×\(width) relu \(relu) pools \(pools)" }
    }

    static let shapes = [(4, 6), (5, 7), (1, 1), (2, 3), (13, 12)].flatMap { height, width in
        [(false, false), (true, false), (false, true), (true, true)].map {
            Shape(height: height, width: width, relu: $0.0, pools: $0.1)
        }
    }

    /// N·C·H·W numbers laid out as N·C/b·H·W·b.
    static func blocked(_ values: [Float], _ shape: Shape, pixels: Int, block: Int) -> [Float] {
        var result = values
        for image in 0..<shape.images {
            for channel in 0..<shape.channels {
                for pixel in 0..<pixels {
                    let plane = image * shape.channels / block + channel / block
                    result[(plane * pixels + pixel) * block + channel % block] =
                        values[(image * shape.channels + channel) * pixels + pixel]
                }
            }
        }
        return result
    }

    static func random(_ count: Int, _ stream: UInt64) -> [Float] {
        var generator = RandomGenerator(seed: 5, stream: [stream])
        return (0..<count).map { _ in Float(generator.normal()) }
    }

    @Test(arguments: shapes, [8, 16])
    func followsTheFormulas(_ shape: Shape, block: Int) {
        let pixels = shape.height * shape.width
        let outputPixels = shape.outputHeight * shape.outputWidth
        let maps = shape.images * shape.channels
        let x = Self.random(maps * pixels, 1)
        let dy = Self.random(maps * outputPixels, 2)
        let rows = (0..<6).map { Self.random(shape.channels, 3 + UInt64($0)) }
        let (a, b, mean, k0, k1, k2) = (rows[0], rows[1], rows[2], rows[3], rows[4], rows[5])
        var kernel = cine_normalization(
            blocks: shape.channels / block, height: shape.height, width: shape.width, block: Int32(block),
            relu: shape.relu ? 1 : 0, pools: shape.pools ? 1 : 0)
        let planes = maps / block
        let blockedX = Self.blocked(x, shape, pixels: pixels, block: block)
        let blockedDY = Self.blocked(dy, shape, pixels: outputPixels, block: block)
        var sums = [Double](repeating: .nan, count: maps)
        var squares = sums
        var reduced = sums
        var products = sums
        var y = [Float](repeating: .nan, count: maps * outputPixels)
        var dx = [Float](repeating: .nan, count: maps * pixels)
        for half in [(0, planes / 2), (planes / 2, planes)] {
            cine_normalization_statistics(&kernel, blockedX, half.0, half.1, &sums, &squares)
            cine_normalization_forward(&kernel, blockedX, &y, half.0, half.1, a, b)
            cine_normalization_reduce(
                &kernel, blockedX, blockedDY, half.0, half.1, a, b, mean, &reduced, &products)
            cine_normalization_backward(&kernel, blockedX, blockedDY, &dx, half.0, half.1, a, b, k0, k1, k2)
        }
        let expected = reference(shape, x: x, dy: dy, rows: rows)
        #expect(largestDifference(sums, expected.sums) < 1e-4)
        #expect(largestDifference(squares, expected.squares) < 1e-4)
        #expect(largestDifference(reduced, expected.reduced) < 1e-4)
        #expect(largestDifference(products, expected.products) < 1e-4)
        let expectedY = Self.blocked(expected.y, shape, pixels: outputPixels, block: block)
        let expectedDX = Self.blocked(expected.dx, shape, pixels: pixels, block: block)
        #expect(largestDifference(y.map(Double.init), expectedY.map(Double.init)) < 1e-5)
        #expect(largestDifference(dx.map(Double.init), expectedDX.map(Double.init)) < 1e-5)
    }

    /// An overflow inside of a network must not become a finite answer.
    @Test(arguments: [(false, false), (true, false), (false, true), (true, true)], [8, 16])
    func whatIsNotANumberPasses(_ options: (relu: Bool, pools: Bool), block: Int) {
        let shape = Shape(height: 2, width: 2, relu: options.relu, pools: options.pools)
        var kernel = cine_normalization(
            blocks: shape.channels / block, height: 2, width: 2, block: Int32(block), relu: shape.relu ? 1 : 0,
            pools: shape.pools ? 1 : 0)
        let maps = shape.images * shape.channels
        let (scale, shift) = ([Float](repeating: 2, count: maps), [Float](repeating: 1, count: maps))
        for pixel in 0..<4 {
            // The number stands in the first channel of the first image, once at each pixel.
            var x = [Float](repeating: -3, count: maps * 4)
            x[pixel * block] = .nan
            var y = [Float](repeating: 0, count: maps * (shape.pools ? 1 : 4))
            cine_normalization_forward(&kernel, x, &y, 0, maps / block, scale, shift)
            #expect(y.indices.filter { y[$0].isNaN } == [shape.pools ? 0 : pixel * block])
        }
    }

    private func largestDifference(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).map { abs($0 - $1) }.reduce(0) { $1.isNaN ? .infinity : max($0, $1) }
    }

    private struct Reference {
        var sums: [Double] = []
        var squares: [Double] = []
        var reduced: [Double] = []
        var products: [Double] = []
        var y: [Float] = []
        var dx: [Float] = []
    }

    private func reference(_ shape: Shape, x: [Float], dy: [Float], rows: [[Float]]) -> Reference {
        var result = Reference()
        let pixels = shape.height * shape.width
        let outputPixels = shape.outputHeight * shape.outputWidth
        for map in 0..<shape.images * shape.channels {
            let numbers = rows.map { Double($0[map % shape.channels]) }
            let (a, b, mean) = (numbers[0], numbers[1], numbers[2])
            let x = x[map * pixels..<(map + 1) * pixels].map(Double.init)
            var dz = [Double](repeating: 0, count: pixels)
            for row in 0..<shape.outputHeight {
                for column in 0..<shape.outputWidth {
                    let window =
                        shape.pools
                        ? [0, 1, shape.width, shape.width + 1].map { 2 * row * shape.width + 2 * column + $0 }
                        : [row * shape.width + column]
                    var best = window[0]
                    for place in window where a * x[place] + b > a * x[best] + b { best = place }
                    let z = a * x[best] + b
                    let gradient = Double(dy[map * outputPixels + row * shape.outputWidth + column])
                    result.y.append(Float(shape.relu ? max(z, 0) : z))
                    dz[best] = shape.relu && z <= 0 ? 0 : gradient
                }
            }
            result.sums.append(x.reduce(0, +))
            result.squares.append(x.reduce(0) { $0 + $1 * $1 })
            result.reduced.append(dz.reduce(0, +))
            result.products.append(zip(dz, x).reduce(0) { $0 + $1.0 * ($1.1 - mean) })
            result.dx += zip(dz, x).map { Float(numbers[3] * $0 + numbers[4] * $1 + numbers[5]) }
        }
        return result
    }
}
