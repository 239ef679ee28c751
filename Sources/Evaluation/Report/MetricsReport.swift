/// The contents of `metrics.json`: the metrics of each fold, and of all scored samples together.
///
/// A training on one split has one fold. An undefined figure is encoded as null.
public struct MetricsReport: Hashable, Codable, Sendable {
    public var folds: [MetricsSummary]
    public var pooled: MetricsSummary
    /// The same for each frame, where frames have labels of their own; the intervals resample patients.
    public var frames: MetricsSummary?
    /// The number of leaks of each kind that were accepted; nil where none was found.
    public var leaksAccepted: [String: Int]?
    /// When the model abstains, as it was fitted; nil where it always answers.
    public var abstention: Abstention?

    public init(folds: [MetricsSummary], pooled: MetricsSummary, leaksAccepted: [String: Int]? = nil) {
        self.folds = folds
        self.pooled = pooled
        self.leaksAccepted = leaksAccepted
    }

    private enum CodingKeys: String, CodingKey {
        case folds, pooled, frames
        case abstention = "fitted_abstention"
        case leaksAccepted = "leaks_accepted"
    }
}

/// A figure with its interval; parts that are undefined are nil.
public struct Estimate: Hashable, Sendable {
    public var value: Double?
    public var low: Double?
    public var high: Double?

    public init(value: Double?, interval: Interval? = nil) {
        self.value = value
        low = interval?.low
        high = interval?.high
    }
}

/// All metrics of one set of scored samples, with intervals.
public struct MetricsSummary: Hashable, Sendable {
    /// The number of samples.
    public var samples: Int

    /// The number of patients, the unit that the intervals resample.
    public var patients: Int

    /// The value of each metric.
    public var metrics: [Metric: Estimate]

    /// The metrics of each class against the rest, by class name; nil with two classes.
    public var perClass: [String: [Metric: Estimate]]?

    public init(samples: Int, patients: Int, metrics: [Metric: Estimate], perClass: [String: [Metric: Estimate]]?) {
        self.samples = samples
        self.patients = patients
        self.metrics = metrics
        self.perClass = perClass
    }
}

extension MetricsSummary {
    /// Judges samples: every metric with its bootstrap interval.
    ///
    /// - Parameter classes: the names of the classes in order, `samples.classCount` of them.
    public init<Generator: RandomNumberGenerator>(
        of scored: ScoredSamples, classes: [String], bootstrap: Bootstrap = Bootstrap(),
        using generator: inout Generator
    ) {
        self.init(ofReplicates: scored, classes: classes, bootstrap: bootstrap, using: &generator)
    }

    /// Judges the same samples scored several times over, as repeated cross-validation does: the mean of each metric over
    /// the times, with the interval of that mean under resampling of the patients.
    ///
    /// - Parameters:
    ///   - scored: the samples as they were scored first.
    ///   - others: the same samples in the same order, as they were scored the other times.
    public init<Generator: RandomNumberGenerator>(
        ofReplicates scored: ScoredSamples, and others: [ScoredSamples] = [], classes: [String],
        bootstrap: Bootstrap = Bootstrap(), using generator: inout Generator
    ) {
        let columns = scored.positiveClass == nil ? Array(0..<scored.classCount) : []
        let statistics = { (samples: ScoredSamples) -> [Double?] in
            let confusion = ConfusionMatrix(samples)
            let perClass = columns.map { column in
                Metric.perClass.map { $0.value(ofClass: column, in: samples, confusion: confusion) }
            }
            let overall = Metric.allCases.map { metric in
                // The mean over the classes, without computing them a second time.
                if !columns.isEmpty, let index = Metric.perClass.firstIndex(of: metric) {
                    samples.macro { perClass[$0][index] }
                } else {
                    metric.value(of: samples, confusion: confusion)
                }
            }
            return overall + perClass.joined()
        }
        let replicates = [scored] + others
        let means = { (indices: [Int]) -> [Double?] in
            let values = replicates.map { statistics($0.selecting(indices)) }
            return values[0].indices.map { place in
                let defined = values.compactMap { $0[place] }
                return defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count)
            }
        }
        let intervals = bootstrap.intervals(patients: scored.patients, using: &generator, statistics: means)
        let estimates = zip(means(Array(scored.labels.indices)), intervals).map { Estimate(value: $0, interval: $1) }
        var metrics: [Metric: Estimate] = [:]
        for (metric, estimate) in zip(Metric.allCases, estimates) where metric != .weightedKappa || scored.isOrdered {
            metrics[metric] = estimate
        }
        var perClass: [String: [Metric: Estimate]] = [:]
        for column in columns {
            let start = Metric.allCases.count + column * Metric.perClass.count
            for (metric, estimate) in zip(Metric.perClass, estimates[start...]) {
                perClass[classes[column], default: [:]][metric] = estimate
            }
        }
        self.init(
            samples: scored.count, patients: Set(scored.patients).count, metrics: metrics,
            perClass: columns.isEmpty ? nil : perClass)
    }
}
