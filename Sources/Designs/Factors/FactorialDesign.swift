/// Which level of each factor every arm of a design has; level 0 is the baseline's.
///
/// A factor has the baseline's level and those that are named.
public struct FactorialDesign: Hashable, Sendable {
    /// One list of levels for each arm, in order; the arm of all zeros is the baseline.
    public var runs: [[Int]]

    /// The most arms of a design.
    public static let runLimit = 1024

    /// Each factor by itself: the baseline, then every other level of every factor.
    public static func oneFactor(levels: [Int]) throws(SearchError) -> FactorialDesign {
        guard !levels.isEmpty else { throw .noFactors }
        let zeros = levels.map { _ in 0 }
        let varied = levels.indices.flatMap { factor in
            (1..<max(levels[factor], 1)).map { level in
                var run = zeros
                run[factor] = level
                return run
            }
        }
        return try FactorialDesign(runs: [zeros] + varied).limited()
    }

    /// Every combination, the last factor fastest.
    public static func full(levels: [Int]) throws(SearchError) -> FactorialDesign {
        guard !levels.isEmpty else { throw .noFactors }
        var count = 1
        for factor in levels {
            let (product, overflows) = count.multipliedReportingOverflow(by: max(factor, 1))
            guard !overflows, product <= runLimit else {
                throw .tooManyRuns(overflows ? Int.max : product, limit: runLimit)
            }
            count = product
        }
        var runs: [[Int]] = [[]]
        for factor in levels { runs = runs.flatMap { run in (0..<max(factor, 1)).map { run + [$0] } } }
        return FactorialDesign(runs: runs)
    }

    /// A fraction of the combinations of two-level factors (Box, Hunter and Hunter 2005, chapter 6).
    ///
    /// Factors are letters, A the first. A generator `D=ABC` says that D's sign is the product of A's, B's and C's, − being the
    /// baseline's level; `D=-ABC` turns it round. Factors without a generator are crossed in full. The baseline, where the fraction leaves it out, is the first run nevertheless, for the arms
    /// are compared with it.
    public static func fractional(levels: [Int], generators: [String]) throws(SearchError) -> FactorialDesign {
        guard !levels.isEmpty else { throw .noFactors }
        let parsed = try generators.map { text throws(SearchError) in try Generator(text, factors: levels.count) }
        if let factor = levels.firstIndex(where: { $0 != 2 }) {
            throw .badGenerator(
                generators.first ?? "",
                problem: "needs factors of two levels, the baseline's and one other, but \(letter(factor)) has "
                    + "\(levels[factor])")
        }
        let generated = Set(parsed.map(\.factor))
        for generator in parsed {
            guard parsed.count(where: { $0.factor == generator.factor }) == 1 else {
                throw .badGenerator(generator.text, problem: "makes a factor that another generator makes, too")
            }
            if generator.words.contains(where: generated.contains) {
                throw .badGenerator(generator.text, problem: "is made of a factor that has a generator itself")
            }
        }
        let basic = levels.indices.filter { !generated.contains($0) }
        let crossed = try full(levels: basic.map { _ in 2 })
        var runs: [[Int]] = crossed.runs.map { run in
            var signs = [Int](repeating: 0, count: levels.count)
            for (factor, level) in zip(basic, run) { signs[factor] = level }
            for generator in parsed { signs[generator.factor] = generator.level(from: signs) }
            return signs
        }
        let zeros = levels.map { _ in 0 }
        runs.removeAll { $0 == zeros }
        return FactorialDesign(runs: [zeros] + runs)
    }

    private func limited() throws(SearchError) -> FactorialDesign {
        guard runs.count <= Self.runLimit else { throw .tooManyRuns(runs.count, limit: Self.runLimit) }
        return self
    }

    private static func letter(_ factor: Int) -> String { String(UnicodeScalar(UInt8(65 + factor % 26))) }
}

/// A generator of a fractional design.
private struct Generator {
    let text: String
    /// The factor that it makes.
    let factor: Int
    /// The factors whose signs are multiplied.
    let words: [Int]
    let isNegative: Bool

    init(_ text: String, factors: Int) throws(SearchError) {
        self.text = text
        let letters = text.filter { !$0.isWhitespace }.uppercased()
        let sides = letters.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2, sides[0].count == 1 else { throw .badGenerator(text, problem: "cannot be read") }
        isNegative = sides[1].hasPrefix("-")
        let word = isNegative ? sides[1].dropFirst() : sides[1]
        let places = (sides[0] + word).map { $0.asciiValue.map { Int($0) - 65 } ?? -1 }
        guard places.count >= 3 else { throw .badGenerator(text, problem: "multiplies fewer than two factors") }
        guard let outside = places.firstIndex(where: { !(0..<factors).contains($0) }) else {
            guard Set(places).count == places.count else {
                throw .badGenerator(text, problem: "names a factor twice")
            }
            (factor, words) = (places[0], Array(places.dropFirst()))
            return
        }
        throw .badGenerator(
            text,
            problem:
                "names \(Array(sides[0] + word)[outside]), but the factors are A to \(Character(UnicodeScalar(UInt8(64 + min(factors, 26)))))"
        )
    }

    /// − is level 0 and + level 1.
    func level(from levels: [Int]) -> Int {
        let minuses = words.count { levels[$0] == 0 } + (isNegative ? 1 : 0)
        return minuses.isMultiple(of: 2) ? 1 : 0
    }
}
