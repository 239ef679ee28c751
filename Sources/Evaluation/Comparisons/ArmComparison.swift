/// How one arm of an ablation compares with the baseline in one figure, on the same samples of the same folds.
public struct ArmComparison: Hashable, Codable, Sendable {
    /// How a difference was tested.
    public enum Test: String, Hashable, Codable, Sendable {
        case deLong = "DeLong"
        case mcNemar = "McNemar"
        /// Resampled patients, both arms judged on the same ones.
        case bootstrap = "paired bootstrap"
    }

    /// The arm minus the baseline, with its 95 % interval; nil where it is undefined.
    public var difference: Estimate
    /// nil where nothing can be tested.
    public var p: Double?
    public var test: Test?
    /// The p of the corrected resampled t-test over the folds; nil where it is undefined.
    public var foldP: Double?

    /// Compares an arm with the baseline.
    ///
    /// AUROC of two classes is tested by DeLong's test, accuracy with one scan a patient by McNemar's; everything else, and
    /// everything that was scored several times over, by a bootstrap that resamples patients.
    ///
    /// - Parameter arms: how many arms are compared. A bootstrap's p is never below 2/(resamples + 1), so that it draws 200
    ///   resamples an arm, at least 1,000: a correction over all arms must leave room for what is certain.
    public init<Generator: RandomNumberGenerator>(
        of metric: Metric, arm: ArmScores, baseline: ArmScores, among arms: Int = 1, using generator: inout Generator
    ) {
        let statistic = { (samples: ScoredSamples) in metric.value(of: samples) }
        let resampled = try? Bootstrap(resamples: max(1000, 200 * arms)).comparison(
            of: metric.rawValue, arm.replicates, baseline.replicates, using: &generator, statistic: statistic)
        difference = Estimate(
            value: resampled?.difference ?? arm.difference(from: baseline, in: metric),
            interval: resampled.map { Interval(low: $0.low, high: $0.high) })
        (p, test) = resampled.map { ($0.p, .bootstrap) } ?? (nil, nil)
        if arm.replicates.count == 1, baseline.replicates.count == 1 {
            let (one, other) = (arm.replicates[0], baseline.replicates[0])
            if metric == .auroc, let positive = one.positiveClass {
                // DeLong's test has no answer where both order all scans alike, and a bootstrap of equal scores has none to give.
                let exact = try? DeLong.comparison(
                    BinaryScores(one, class: positive), BinaryScores(other, class: positive))
                (p, test) = (exact?.p, exact.map { _ in .deLong })
                if let exact {
                    difference = Estimate(value: exact.difference, interval: .init(low: exact.low, high: exact.high))
                }
            } else if metric == .accuracy, Set(one.patients).count == one.count {
                let exact = try? McNemar(one, other)
                (p, test) = (exact?.exactP, exact.map { _ in .mcNemar })
            }
        }
        foldP = arm.foldP(against: baseline, in: metric)
    }

    private init(difference: Estimate) {
        self.difference = difference
    }

    /// Of an arm whose labels were shuffled: its samples are others, so that there is a difference but no paired test.
    public static func unpaired(of metric: Metric, arm: ArmScores, baseline: ArmScores) -> ArmComparison {
        ArmComparison(difference: Estimate(value: arm.difference(from: baseline, in: metric)))
    }
}

/// What the models of one arm say of all samples.
public struct ArmScores: Sendable {
    /// All samples, once for each repetition and seed, in the same order.
    public var replicates: [ScoredSamples]
    /// The samples of each fold of each repetition, once for each seed.
    public var folds: [[ScoredSamples]]
    /// How many samples a unit trained on, on average.
    public var trainingSamples: Int

    public init(replicates: [ScoredSamples], folds: [[ScoredSamples]], trainingSamples: Int) {
        (self.replicates, self.folds, self.trainingSamples) = (replicates, folds, trainingSamples)
    }

    /// The mean of a figure over the replicates.
    public func mean(of metric: Metric) -> Double? { metric.mean(of: replicates) }

    fileprivate func difference(from other: ArmScores, in metric: Metric) -> Double? {
        guard let one = mean(of: metric), let two = other.mean(of: metric) else { return nil }
        return one - two
    }

    /// The corrected resampled t-test over the folds (Nadeau and Bengio 2003), of each fold's mean over the seeds: seeds share
    /// their fold and are no resampling of their own.
    fileprivate func foldP(against other: ArmScores, in metric: Metric) -> Double? {
        guard folds.count == other.folds.count, !folds.isEmpty else { return nil }
        let differences = zip(folds, other.folds).compactMap { one, two in
            metric.mean(of: one).flatMap { one in metric.mean(of: two).map { one - $0 } }
        }
        guard differences.count == folds.count else { return nil }
        let judged = folds.map { $0.first?.count ?? 0 }.reduce(0, +) / folds.count
        let test = try? CorrectedTTest(
            differences: differences, training: max(trainingSamples, 1), test: max(judged, 1))
        return test?.comparison.p
    }
}

extension Metric {
    /// The mean of the figure where it is defined; nil where it never is.
    fileprivate func mean(of scored: [ScoredSamples]) -> Double? {
        let values = scored.compactMap { value(of: $0) }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
