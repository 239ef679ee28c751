import Tensors
import Testing

@testable import Preparation

@Suite struct ResamplingTests {
    struct Case: Decodable {
        var source: [Float]
        var rows, columns, height, width: Int
        var startRow, startColumn, stepRow, stepColumn: Double
        var smooth, sharp: [Double]

        func resampled(antialias: Bool) -> Tensor {
            var down = AxisSampling(extent: rows)
            (down.count, down.start, down.step) = (height, startRow, stepRow)
            var across = AxisSampling(extent: columns)
            (across.count, across.start, across.step) = (width, startColumn, stepColumn)
            return Tensor(shape: [1, rows, columns, 1], elements: source)
                .resampled(axis: 1, with: ResamplingWeights(down, samples: 0..<height, antialias: antialias))
                .resampled(axis: 2, with: ResamplingWeights(across, samples: 0..<width, antialias: antialias))
        }
    }

    @Test func antialiasedEqualsPillow() throws {
        for reference in try Fixture.decode("resampling", as: [Case].self) {
            #expect(distance(reference.resampled(antialias: true), reference.smooth) < 2e-6)
        }
    }

    @Test func plainEqualsScipy() throws {
        for reference in try Fixture.decode("resampling", as: [Case].self) {
            #expect(distance(reference.resampled(antialias: false), reference.sharp) < 2e-6)
        }
    }

    @Test func equalGridSharesTheTensor() {
        let weights = ResamplingWeights(AxisSampling(extent: 5), samples: 0..<5, antialias: true)
        #expect(weights.isIdentity)
        #expect(weights.usedVoxels == [0, 1, 2, 3, 4])
    }

    @Test func restrictedWeightsNameTheirVoxels() {
        let weights = ResamplingWeights(AxisSampling(extent: 9), samples: [2, 7, 7], antialias: true)
        #expect(weights.usedVoxels == [2, 7])
        #expect(weights.restricted(to: [2, 7]).starts == [0, 1, 1])
    }

    @Test func everyAxisIsResampledAlike() throws {
        let sampling = AxisSampling(extent: 6).stretched(to: 4)
        let weights = ResamplingWeights(sampling, samples: 0..<4, antialias: true)
        let line = Tensor(shape: [6], elements: [3, 1, 4, 1, 5, 9])
        let expected = line.resampled(axis: 0, with: weights).elements
        for axis in 0..<4 {
            var extents = [1, 1, 1, 1]
            extents[axis] = 6
            #expect(line.reshaped(to: Shape(extents)).resampled(axis: axis, with: weights).elements == expected)
        }
    }
}

extension AxisSampling {
    func stretched(to count: Int) -> AxisSampling {
        var copy = self
        copy.stretch(to: count, wholeAxis: true)
        return copy
    }
}
