import Foundation

/// A seeded source of random numbers that is a value: equal seeds give equal sequences on every machine.
///
/// The generator is xoshiro256** (Blackman and Vigna 2018), its state filled by SplitMix64.
public struct RandomGenerator: RandomNumberGenerator, Hashable, Codable, Sendable {
    private var state: SIMD4<UInt64>

    /// A generator for one stream of a seed.
    ///
    /// - Parameters:
    ///   - seed: the experiment's seed.
    ///   - stream: what the numbers are for, such as `[epoch, sample]`; different streams are independent.
    public init(seed: UInt64, stream: [UInt64] = []) {
        var mixer = SplitMix64(state: seed)
        for key in stream {
            mixer = SplitMix64(state: mixer.next() ^ SplitMix64.scrambled(key &+ 0x9E37_79B9_7F4A_7C15))
        }
        state = SIMD4(mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    public mutating func next() -> UInt64 {
        let result = Self.rotate(state[1] &* 5, by: 7) &* 9
        let shifted = state[1] << 17
        state[2] ^= state[0]
        state[3] ^= state[1]
        state[1] ^= state[2]
        state[0] ^= state[3]
        state[2] ^= shifted
        state[3] = Self.rotate(state[3], by: 45)
        return result
    }

    private static func rotate(_ value: UInt64, by bits: UInt64) -> UInt64 {
        (value << bits) | (value >> (64 - bits))
    }
}

extension RandomGenerator {
    /// A number drawn evenly from the half-open unit interval, with 53 bits.
    public mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A number drawn evenly from `range`.
    public mutating func uniform(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * unit()
    }

    /// An integer drawn evenly from `0..<bound`.
    public mutating func index(below bound: Int) -> Int {
        Int(next(upperBound: UInt64(bound)))
    }

    /// A number from the standard normal distribution (Box and Muller 1958).
    public mutating func normal() -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return radius * cos(2 * .pi * unit())
    }

    /// The integers `0..<count` in random order (Fisher and Yates).
    public mutating func permutation(of count: Int) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, index(below: last + 1))
        }
        return order
    }
}

/// The generator that turns a seed into well-mixed state (Steele, Lea and Flood 2014).
private struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.scrambled(state)
    }

    static func scrambled(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
