/// Percentile intervals by resampling patients (Efron and Tibshirani 1993, chapter 13).
///
/// Scans of one patient are alike, so patients and not scans are drawn, with replacement, all scans of a drawn patient
/// together (Field and Welsh 2007). Resamples in which a statistic is undefined are left out for that statistic.
public struct Bootstrap: Hashable, Sendable {
    /// How many resamples are drawn.
    public var resamples: Int

    /// The coverage of the interval.
    public var level: Double

    public init(resamples: Int = 1000, level: Double = 0.95) {
        self.resamples = resamples
        self.level = level
    }

    /// The intervals of several statistics, all from the same resamples.
    ///
    /// - Parameter statistics: the statistics of some samples, always equally many; nil where one is undefined.
    /// - Returns: one interval a statistic; nil where it was defined in no resample.
    public func intervals<Generator: RandomNumberGenerator>(
        of samples: ScoredSamples, using generator: inout Generator,
        statistics: (ScoredSamples) -> [Double?]
    ) -> [Interval?] {
        let groups = Self.groups(of: samples.patients)
        var values = statistics(samples).map { _ in [Double]() }
        guard !groups.isEmpty else { return values.map { _ in nil } }
        for _ in 0..<resamples {
            var drawn: [Int] = []
            drawn.reserveCapacity(samples.count)
            for _ in groups.indices { drawn += groups[Int.random(in: groups.indices, using: &generator)] }
            for (index, value) in statistics(samples.selecting(drawn)).enumerated() {
                if let value { values[index].append(value) }
            }
        }
        return values.map { values in
            values.isEmpty ? nil : Interval(of: values.sorted(), level: level)
        }
    }

    /// The samples of each patient, patients in the order in which they first occur.
    private static func groups(of patients: [String]) -> [[Int]] {
        var numbers: [String: Int] = [:]
        var groups: [[Int]] = []
        for (sample, patient) in patients.enumerated() {
            if let number = numbers[patient] {
                groups[number].append(sample)
            } else {
                numbers[patient] = groups.count
                groups.append([sample])
            }
        }
        return groups
    }
}

/// The two ends of an interval.
public struct Interval: Hashable, Sendable {
    public var low: Double
    public var high: Double

    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// The central interval that covers `level` of the sorted values.
    init(of sorted: [Double], level: Double) {
        low = Quantile.value(of: sorted, at: (1 - level) / 2)
        high = Quantile.value(of: sorted, at: (1 + level) / 2)
    }
}
