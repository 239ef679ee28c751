/// Newton's method for a convex function of a few parameters, with step halving.
enum Newton {
    /// The value of a function with its gradient (P) and Hessian (P × P, by rows).
    struct Expansion {
        var value: Double
        var gradient: [Double]
        var hessian: [Double]
    }

    /// Where the function is least.
    ///
    /// - Returns: nil where the Hessian becomes singular or no minimum is found, as with data that two classes of
    ///   scores separate, for which the minimum lies at infinity.
    static func minimum(from start: [Double], _ expand: ([Double]) -> Expansion) -> [Double]? {
        var point = start
        var here = expand(point)
        for _ in 0..<200 {
            guard let step = solve(here.hessian, here.gradient), step.allSatisfy(\.isFinite) else { return nil }
            // Towards a minimum at infinity the value stops falling, but the steps stay as long as they were.
            let reach = 1 + (point.map(abs).max() ?? 0)
            let stepLength = step.map(abs).max() ?? 0
            let isNear = stepLength <= 1e-5 * reach
            var length = 1.0
            var candidate = zip(point, step).map { $0 - $1 }
            // Near the minimum rounding hides how the value falls, and the full step is right.
            if isNear && stepLength <= 1e-10 * reach { return candidate }
            var next = expand(candidate)
            while !isNear && !(next.value <= here.value) && length > 1e-8 {
                length /= 2
                candidate = zip(point, step).map { $0 - length * $1 }
                next = expand(candidate)
            }
            guard isNear || next.value <= here.value else { return nil }
            point = candidate
            here = next
        }
        return nil
    }

    /// The solution of A x = b for a symmetric, positive definite A, by Cholesky's factors; nil where A is not.
    static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
        let size = right.count
        var factor = matrix
        for row in 0..<size {
            for column in 0...row {
                var sum = matrix[row * size + column]
                for k in 0..<column { sum -= factor[row * size + k] * factor[column * size + k] }
                if row == column {
                    guard sum > 1e-14 * abs(matrix[row * size + row]), sum > .leastNormalMagnitude else { return nil }
                    factor[row * size + row] = sum.squareRoot()
                } else {
                    factor[row * size + column] = sum / factor[column * size + column]
                }
            }
        }
        var solution = right
        for row in 0..<size {
            for k in 0..<row { solution[row] -= factor[row * size + k] * solution[k] }
            solution[row] /= factor[row * size + row]
        }
        for row in (0..<size).reversed() {
            for k in row + 1..<size { solution[row] -= factor[k * size + row] * solution[k] }
            solution[row] /= factor[row * size + row]
        }
        return solution
    }
}
