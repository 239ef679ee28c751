/// Intervals by resampling patients (Efron and Tibshirani 1993, chapters 13 and 14).
///
/// Scans of one patient are alike, so patients and not scans are drawn, with replacement, all scans of a drawn patient
/// together (Field and Welsh 2007). Resamples in which a statistic is undefined are left out for that statistic; where they
/// are more than a tenth it has no interval, which would be one of the other resamples only.
public struct Bootstrap: Hashable, Sendable {
    /// How the ends of an interval follow from the resamples.
    public enum Method: String, CaseIterable, Hashable, Codable, Sendable {
        /// The percentiles of the resampled statistic.
        case percentile
        /// Percentiles corrected for bias and skewness (Efron 1987), by a jackknife over patients; with more patients than
        /// resamples over as many blocks of patients as resamples.
        case bca
    }

    /// The least share of the resamples in which a statistic with an interval is defined.
    static let definedShare = 0.9

    /// How many resamples are drawn.
    public var resamples: Int

    /// The coverage of the interval, between 0 and 1.
    public var level: Double

    public var method: Method

    public init(resamples: Int = 1000, level: Double = 0.95, method: Method = .percentile) {
        self.resamples = resamples
        self.level = level
        self.method = method
    }

    /// The intervals of several statistics, all from the same resamples.
    ///
    /// - Parameter statistics: the statistics of some samples, always equally many; nil where one is undefined.
    /// - Returns: one interval a statistic; nil where it was defined in less than nine tenths of the resamples, or its BCa
    ///   interval is undefined.
    public func intervals<Generator: RandomNumberGenerator>(
        of samples: ScoredSamples, using generator: inout Generator,
        statistics: (ScoredSamples) -> [Double?]
    ) -> [Interval?] {
        intervals(patients: samples.patients, using: &generator) { statistics(samples.selecting($0)) }
    }

    /// The intervals of statistics of anything that belongs to patients, such as the difference between two models.
    ///
    /// - Parameters:
    ///   - patients: the patient of each sample.
    ///   - statistics: the statistics of the samples with the given numbers, which may stand there more than once.
    public func intervals<Generator: RandomNumberGenerator>(
        patients: [String], using generator: inout Generator, statistics: ([Int]) -> [Double?]
    ) -> [Interval?] {
        let groups = PatientGroups(patients)
        let estimates = statistics(Array(patients.indices))
        let values = replicates(of: groups, count: estimates.count, using: &generator, statistics: statistics)
        return intervals(of: values, estimates: estimates, groups: groups, statistics: statistics)
    }

    /// The intervals that follow from sorted resampled values.
    func intervals(
        of values: [[Double]], estimates: [Double?], groups: PatientGroups, statistics: ([Int]) -> [Double?]
    ) -> [Interval?] {
        let values = values.map { Double($0.count) < Self.definedShare * Double(resamples) ? [] : $0 }
        switch method {
        case .percentile:
            return values.map { $0.isEmpty ? nil : Interval(of: $0, level: level) }
        case .bca:
            let blocks = min(groups.groups.count, max(resamples, 2))
            let jackknife = (0..<blocks).map { statistics(groups.without(block: $0, of: blocks)) }
            return values.indices.map { index in
                estimates[index].flatMap { estimate in
                    BiasCorrection.interval(
                        of: values[index], estimate: estimate, jackknife: jackknife.compactMap { $0[index] },
                        level: level)
                }
            }
        }
    }

    /// The sorted values of `count` statistics over the resamples.
    func replicates<Generator: RandomNumberGenerator>(
        of groups: PatientGroups, count: Int, using generator: inout Generator, statistics: ([Int]) -> [Double?]
    ) -> [[Double]] {
        var values = [[Double]](repeating: [], count: count)
        guard !groups.groups.isEmpty else { return values }
        for _ in 0..<resamples {
            for (index, value) in statistics(groups.drawn(using: &generator)).enumerated() {
                if let value { values[index].append(value) }
            }
        }
        return values.map { $0.sorted() }
    }
}
