/// Quantiles of a list of numbers.
public enum Quantile {
    /// The quantile at a fraction, interpolated linearly between neighbours (Hyndman and Fan 1996, definition 7).
    ///
    /// - Precondition: `sorted` is ascending and not empty, `fraction` lies in 0…1.
    public static func value(of sorted: [Double], at fraction: Double) -> Double {
        precondition(!sorted.isEmpty && (0...1).contains(fraction), "fraction \(fraction) of \(sorted.count) numbers")
        let position = fraction * Double(sorted.count - 1)
        let below = Int(position)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
    }
}
