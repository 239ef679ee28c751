import Foundation

/// What a frame shows, coarsely: the 32 × 32 lowest frequencies of its cosine transform at 64 × 64 pixels.
///
/// Scaling, recompression and a change of brightness or contrast hardly move them. The idea of the hash is that of
/// Zauner, Implementation and benchmarking of perceptual image hash functions, 2010, section 3.2.1 (DCT, median), with
/// four times as many bits: chest X-rays look alike in 64.
struct FrameSpectrum: Hashable, Sendable {
    /// Rows and columns of the frames that are compared.
    static let side = 64
    /// The number of frequencies along each axis.
    static let order = 32
    /// The number of those along each axis that the hash is made of.
    static let hashOrder = 16
    /// The number of bits that tell frames apart; the mean has none.
    static let bits = hashOrder * hashOrder - 1

    /// For each of the lowest 16 × 16 frequencies but the mean whether its amplitude lies above the median.
    let hash: SIMD4<UInt64>
    /// The amplitudes weighted by 1 − exp(−σ²ω²/2), σ = 3 pixels, with unit norm; zeros for a constant frame.
    ///
    /// The scalar product of two is the correlation of the frames less their Gaussian blur: what all chest X-rays share,
    /// the broad light and dark, does not count in it.
    let detail: [Float]

    /// - Precondition: `pixels` are the rows of a frame of 64 × 64.
    init(pixels: some Collection<Float>) {
        precondition(pixels.count == Self.side * Self.side, "\(pixels.count) pixels are not 64 × 64")
        let amplitudes = Self.transformed(Array(pixels))
        let lowest = (0..<Self.hashOrder).flatMap { row in
            amplitudes[row * Self.order..<row * Self.order + Self.hashOrder]
        }.dropFirst()
        let median = lowest.sorted()[lowest.count / 2]
        var hash = SIMD4<UInt64>()
        for (bit, amplitude) in lowest.enumerated() where amplitude > median { hash[bit / 64] |= 1 << (bit % 64) }
        self.hash = hash
        let weighted = zip(amplitudes, Self.weights).map { $0 * $1 }
        let norm = weighted.reduce(0) { $0 + $1 * $1 }.squareRoot()
        detail = weighted.map { norm > Self.smallestNorm ? $0 / norm : 0 }
    }

    /// The number of bits that differ, 0 to 255.
    func distance(to other: FrameSpectrum) -> Int { hash.distance(to: other.hash) }

    /// The correlation of the details, −1 to 1.
    func correlation(with other: FrameSpectrum) -> Float {
        zip(detail, other.detail).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Below it a frame of z-scores counts as constant.
    private static let smallestNorm: Float = 1e-4

    /// The orthonormal DCT-II, lowest frequencies only, rows of `order` amplitudes.
    private static func transformed(_ pixels: [Float]) -> [Float] {
        var halfway = [Float](repeating: 0, count: side * order)
        for row in 0..<side {
            for frequency in 0..<order {
                var sum: Float = 0
                for column in 0..<side { sum += basis[frequency * side + column] * pixels[row * side + column] }
                halfway[row * order + frequency] = sum
            }
        }
        var amplitudes = [Float](repeating: 0, count: order * order)
        for vertical in 0..<order {
            for row in 0..<side {
                let factor = basis[vertical * side + row]
                for horizontal in 0..<order {
                    amplitudes[vertical * order + horizontal] += factor * halfway[row * order + horizontal]
                }
            }
        }
        return amplitudes
    }

    /// The cosines, one row a frequency.
    private static let basis: [Float] = (0..<order).flatMap { frequency in
        (0..<side).map { place in
            let scale = (frequency == 0 ? 1.0 : 2.0) / Double(side)
            return Float(scale.squareRoot() * cos(.pi * (Double(place) + 0.5) * Double(frequency) / Double(side)))
        }
    }

    private static let weights: [Float] = (0..<order).flatMap { vertical in
        (0..<order).map { horizontal in
            let omega = Double.pi / Double(side)
            let square = omega * omega * Double(vertical * vertical + horizontal * horizontal)
            return Float(1 - exp(-0.5 * 9 * square))
        }
    }
}

extension SIMD4<UInt64> {
    /// The number of bits that differ.
    func distance(to other: Self) -> Int {
        let different = self ^ other
        return different.x.nonzeroBitCount + different.y.nonzeroBitCount + different.z.nonzeroBitCount
            + different.w.nonzeroBitCount
    }
}
