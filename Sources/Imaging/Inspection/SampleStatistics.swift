/// Mean, spread and range of samples that come in blocks, without overflow and in one pass.
///
/// Finite samples count; the others are only counted. Sums are kept of samples divided by a power of two that is at least
/// the largest magnitude so far, so that squares neither overflow nor vanish; blocks are merged as Chan, Golub and
/// LeVeque (1979) do.
struct SampleStatistics {
    private(set) var finite = 0
    private(set) var nan = 0
    private(set) var infinite = 0
    private(set) var smallest = Double.infinity
    private(set) var largest = -Double.infinity
    /// Mean and sum of squared deviations, of samples divided by `scale`.
    private var scaledMean = 0.0
    private var scaledSquares = 0.0
    private var scale = 1.0

    /// Adds samples.
    mutating func add(_ samples: UnsafeBufferPointer<Double>) {
        var (low, high, magnitude) = (Double.infinity, -Double.infinity, 0.0)
        var count = 0
        for sample in samples where sample.isFinite {
            low = sample < low ? sample : low
            high = sample > high ? sample : high
            count += 1
        }
        magnitude = max(abs(low), abs(high))
        if count < samples.count {
            for sample in samples where !sample.isFinite {
                if sample.isNaN { nan += 1 } else { infinite += 1 }
            }
        }
        guard count > 0 else { return }
        smallest = min(smallest, low)
        largest = max(largest, high)
        grow(to: magnitude)

        let factor = 1 / scale
        var sum = 0.0
        for sample in samples where sample.isFinite { sum += sample * factor }
        let mean = sum / Double(count)
        var squares = 0.0
        for sample in samples where sample.isFinite {
            let deviation = sample * factor - mean
            squares += deviation * deviation
        }
        merge(count: count, mean: mean, squares: squares)
    }

    /// Adds whole numbers by how often each occurs: `counts[n]` times n.
    mutating func add(counts: [Int]) {
        let count = counts.reduce(0, +)
        guard count > 0, let low = counts.firstIndex(where: { $0 > 0 }), let high = counts.lastIndex(where: { $0 > 0 })
        else { return }
        smallest = min(smallest, Double(low))
        largest = max(largest, Double(high))
        grow(to: Double(high))
        let sum = counts.indices.reduce(0) { $0 + $1 * counts[$1] }
        let mean = Double(sum) / Double(count)
        var squares = 0.0
        for number in low...high where counts[number] > 0 {
            let deviation = (Double(number) - mean) / scale
            squares += deviation * deviation * Double(counts[number])
        }
        merge(count: count, mean: mean / scale, squares: squares)
    }

    /// The mean of the finite samples; nil where there is none.
    var mean: Double? { finite > 0 ? scaledMean * scale : nil }

    /// The population's standard deviation; nil where there is no finite sample.
    var deviation: Double? { finite > 0 ? (scaledSquares / Double(finite)).squareRoot() * scale : nil }

    /// Makes the scale the power of two at or above the magnitude; the least is the smallest whose inverse is finite.
    private mutating func grow(to magnitude: Double) {
        let needed = max(magnitude.binade, 0x1p-1020)
        let isFirst = finite == 0
        guard isFirst || needed > scale else { return }
        if !isFirst {
            let ratio = scale / needed
            scaledMean *= ratio
            scaledSquares *= ratio * ratio
        }
        scale = needed
    }

    private mutating func merge(count: Int, mean: Double, squares: Double) {
        let total = finite + count
        let difference = mean - scaledMean
        let weight = Double(count) / Double(total)
        scaledMean += difference * weight
        scaledSquares += squares + difference * difference * Double(finite) * weight
        finite = total
    }
}
