import Foundation
import Tensors

extension RandomGenerator {
    /// A number from Beta(α, α), by two gamma variates whose logarithms keep it exact where α is small.
    mutating func beta(_ alpha: Double) -> Double {
        let first = logGamma(alpha)
        return 1 / (1 + exp(logGamma(alpha) - first))
    }

    /// The logarithm of a number from Gamma(α, 1) (Marsaglia and Tsang 2000).
    private mutating func logGamma(_ alpha: Double) -> Double {
        guard alpha >= 1 else { return logGamma(alpha + 1) + log(1 - unit()) / alpha }
        let d = alpha - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let cube = (1 + c * x) * (1 + c * x) * (1 + c * x)
            guard cube > 0 else { continue }
            if log(1 - unit()) < x * x / 2 + d * (1 - cube + log(cube)) { return log(d) + log(cube) }
        }
    }
}
