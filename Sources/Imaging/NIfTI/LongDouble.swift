import Foundation

/// NIfTI's 128-bit float, which programs write in either of two ways: IEEE 754's binary128, or the x86 processor's 80 bits
/// and 6 bytes of zero padding. A binary128 whose top 6 bytes are zero is below 1e-4900, so the padding tells.
enum LongDouble {
    /// The value rounded to a double.
    ///
    /// - Parameters:
    ///   - low: the eight bytes of lesser weight.
    ///   - high: the eight bytes of greater weight.
    static func double(low: UInt64, high: UInt64) -> Double {
        high >> 16 == 0 ? extended(low: low, high: high) : quadruple(low: low, high: high)
    }

    /// Sign and 15 exponent bits in `high`, 64 bits of fraction with a leading one in `low`.
    private static func extended(low: UInt64, high: UInt64) -> Double {
        let isNegative = high & 0x8000 != 0
        let exponent = Int(high & 0x7FFF)
        let magnitude: Double
        if exponent == 0x7FFF {
            magnitude = low << 1 == 0 ? .infinity : .nan
        } else {
            magnitude = scalbn(Double(low), exponent - 16383 - 63)
        }
        return isNegative ? -magnitude : magnitude
    }

    /// Sign, 15 exponent bits, 112 bits of fraction behind a hidden one; the 64 upper fraction bits are kept, the last
    /// of them set if any below is, so that the rounding is right.
    private static func quadruple(low: UInt64, high: UInt64) -> Double {
        let isNegative = high >> 63 != 0
        let exponent = Int(high >> 48 & 0x7FFF)
        let fraction = high & 0xFFFF_FFFF_FFFF
        let magnitude: Double
        if exponent == 0x7FFF {
            magnitude = fraction == 0 && low == 0 ? .infinity : .nan
        } else if exponent == 0 {
            magnitude = 0
        } else {
            let significand = 1 << 63 | fraction << 15 | low >> 49 | (low << 15 == 0 ? 0 : 1)
            magnitude = scalbn(Double(significand), exponent - 16383 - 63)
        }
        return isNegative ? -magnitude : magnitude
    }
}
