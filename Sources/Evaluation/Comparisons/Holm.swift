/// Holm's correction for several tests (1979).
public enum Holm {
    /// The adjusted p of each test: with p₍₁₎ ≤ p₍₂₎ ≤ … of M tests, p̃₍ᵢ₎ = max over j ≤ i of min(1, (M − j + 1) p₍ⱼ₎).
    ///
    /// - Throws: `.badSetting` where a p does not lie in 0…1.
    public static func adjusted(_ p: [Double]) throws(EvaluationError) -> [Double] {
        for value in p where !(value >= 0 && value <= 1) {
            throw .badSetting(name: "a p value", value: value, expected: "between 0 and 1")
        }
        var adjusted = p
        var largest = 0.0
        for (position, index) in p.indices.sorted(by: { p[$0] < p[$1] }).enumerated() {
            largest = max(largest, min(1, Double(p.count - position) * p[index]))
            adjusted[index] = largest
        }
        return adjusted
    }
}
