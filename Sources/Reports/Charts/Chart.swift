/// A drawing of lines over two axes.
struct Chart {
    /// What is drawn, for those who do not see it too.
    var title: String
    var x: Axis
    var y: Axis
    var bands: [Band] = []
    var lines: [Line] = []

    struct Axis {
        var label: String
        var range: ClosedRange<Double>
        var ticks: [Double]
        var decimals: Int
        /// What stands at the ticks in the place of their numbers; empty writes the numbers.
        var names: [String] = []

        /// What stands at the tick of that number.
        func text(ofTick number: Int) -> String {
            names.indices.contains(number) ? names[number] : Figures.fixed(ticks[number], decimals)
        }
    }

    enum Dashes: String {
        case none = ""
        case short = "3 3"
        case long = "7 4"
    }

    /// Points that are joined, or marked, or both.
    struct Line {
        var points: [(x: Double, y: Double)]
        var colour: String
        var width = 2.2
        var opacity = 1.0
        var dashes = Dashes.none
        /// The text of the legend; nil leaves the line out of it.
        var label: String?
        /// Whether the points are marked.
        var isMarked = false
        /// The intervals of the points, drawn as bars; as many as points, or none.
        var bars: [(low: Double, high: Double)] = []
    }

    /// An area between two curves.
    struct Band {
        var points: [(x: Double, low: Double, high: Double)]
        var colour: String
        var label: String?
    }
}

extension Chart.Axis {
    /// An axis from 0 to 1.
    static func unit(_ label: String) -> Self {
        Self(label: label, range: 0...1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], decimals: 1)
    }

    /// An axis with about five round ticks over the values that are finite and no greater than 10¹⁵.
    ///
    /// - Parameter isWhole: whether ticks between whole numbers mean nothing.
    init(_ label: String, over values: [Double], isWhole: Bool = false) {
        let values = values.filter { abs($0) <= 1e15 }
        var (low, high) = (values.min() ?? 0, values.max() ?? 1)
        if !(high - low > 1e-12 * max(abs(low), abs(high), 1e-300)) { (low, high) = (low - 0.5, high + 0.5) }
        var step = Self.roundStep((high - low) / 5)
        if isWhole { step = max(step, 1) }
        let (first, last) = ((low / step).rounded(.down), (high / step).rounded(.up))
        self.label = label
        ticks = (0...Int(min(last - first, 20))).map { (first + Double($0)) * step }
        range = ticks[0]...max(ticks[ticks.count - 1], high)
        decimals = Self.decimals(of: step)
    }

    private static func roundStep(_ step: Double) -> Double {
        var power = 1.0
        while power * 10 <= step { power *= 10 }
        while power > step { power /= 10 }
        return [1.0, 2, 5, 10].first { $0 * power >= step * 0.999 }.map { $0 * power } ?? step
    }

    private static func decimals(of step: Double) -> Int {
        (0...8).first { decimals in
            var scaled = step
            for _ in 0..<decimals { scaled *= 10 }
            return scaled > 0.999
        } ?? 8
    }
}
