import Foundation

/// Quantiles of the standard normal distribution, so that 16 random bits become a normal number in one look-up.
enum NormalQuantiles {
    /// The quantiles of (n + ½) / 65536; they reach from −4.2 to 4.2 and have a standard deviation of 1.0000.
    static let table: [Float] = (0..<65536).map { Float(quantile((Double($0) + 0.5) / 65536)) }

    /// The number below which a standard normal one lies with a probability between 0 and 1.
    ///
    /// Newton's method on `erfc`, from the logistic approximation.
    static func quantile(_ probability: Double) -> Double {
        if probability > 0.5 { return -quantile(1 - probability) }
        var x = -log((1 - probability) / probability) / 1.702
        for _ in 0..<40 {
            let error = 0.5 * erfc(-x / 2.0.squareRoot()) - probability
            let density = exp(-x * x / 2) / (2 * .pi).squareRoot()
            // Halley's correction keeps the steps in the tail from overshooting.
            let step = error / density
            let correction = step / (1 + x * step / 2)
            x -= correction
            if abs(correction) < 1e-14 { break }
        }
        return x
    }
}
