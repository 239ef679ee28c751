import Foundation

/// Samples whose truth is known, with the logits that a model gave them: what a calibration is fitted on.
public struct ScoredLogits: Hashable, Sendable {
    /// The number of classes, K.
    public let classCount: Int

    /// The true class of each sample, N numbers in `0..<classCount`.
    public let labels: [Int]

    /// Finite logits, N × K, one row a sample.
    public let logits: [Double]

    /// The positive one of two classes; nil where there are more.
    public let positiveClass: Int?

    /// - Parameter positiveClass: used with two classes only; the last class unless named.
    /// - Throws: `EvaluationError` where the lists do not fit together or a number is out of its range.
    public init(
        logits: [Double], labels: [Int], classCount: Int, positiveClass: Int? = nil
    ) throws(EvaluationError) {
        guard classCount >= 2 else { throw .tooFewClasses(classCount) }
        let (expected, overflow) = labels.count.multipliedReportingOverflow(by: classCount)
        guard !overflow, logits.count == expected else {
            throw .countMismatch(list: "logits", found: logits.count, expected: expected)
        }
        if let positiveClass, !(0..<classCount).contains(positiveClass) {
            throw .positiveClassOutOfRange(positiveClass, classCount: classCount)
        }
        for (sample, label) in labels.enumerated() where !(0..<classCount).contains(label) {
            throw .labelOutOfRange(sample: sample, label: label, classCount: classCount)
        }
        for (index, logit) in logits.enumerated() where !logit.isFinite {
            throw .notFinite(list: "logits", index: index, value: logit)
        }
        self.logits = logits
        self.labels = labels
        self.classCount = classCount
        self.positiveClass = classCount == 2 ? positiveClass ?? 1 : nil
    }

    /// The logarithms of probabilities, which are logits up to a constant a sample; probabilities below 2⁻⁵² count as
    /// that.
    public init(_ samples: ScoredSamples) {
        logits = Self.logits(ofProbabilities: samples.probabilities)
        labels = samples.labels
        classCount = samples.classCount
        positiveClass = samples.positiveClass
    }

    static func logits(ofProbabilities probabilities: [Double]) -> [Double] {
        probabilities.map { log(max($0, .ulpOfOne)) }
    }
}

extension ScoredLogits {
    /// The number of samples, N.
    public var count: Int { labels.count }

    /// The logits of one sample, K numbers.
    func row(_ sample: Int) -> [Double] {
        Array(logits[sample * classCount..<(sample + 1) * classCount])
    }

    /// The logit of the positive class minus that of the other.
    func margins(positive: Int) -> [Double] {
        labels.indices.map { logits[$0 * 2 + positive] - logits[$0 * 2 + 1 - positive] }
    }

    func requireEveryClass(for figure: String) throws(EvaluationError) {
        let occurring = Set(labels)
        for column in 0..<classCount where !occurring.contains(column) {
            throw .classMissing(figure: figure, class: column)
        }
    }

    func requireVaryingLogits(for figure: String) throws(EvaluationError) {
        let varies = (0..<classCount).contains { column in
            labels.indices.contains { sample in
                logits[sample * classCount + column] - logits[sample * classCount]
                    != logits[column] - logits[0]
            }
        }
        guard varies else { throw .constantScores(figure: figure) }
    }
}
