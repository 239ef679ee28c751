/// Samples whose truth is known, with the class probabilities that a model gave them.
public struct ScoredSamples: Hashable, Sendable {
    /// The number of classes, K.
    public let classCount: Int

    /// The true class of each sample, N numbers in `0..<classCount`.
    public let labels: [Int]

    /// Probabilities, N × K, one row a sample.
    public let probabilities: [Double]

    /// The patient of each sample, N names. Samples of one patient are drawn together by the bootstrap.
    public let patients: [String]

    /// The class that two-class metrics are about; nil where there are more than two.
    public let positiveClass: Int?

    /// The class that was decided on for each sample, N numbers; nil where that is the most probable one.
    public let decisions: [Int]?

    /// Whether the classes are grades, from the least to the most: a decision is then the worse the farther it is off.
    public var isOrdered = false

    /// - Parameters:
    ///   - positiveClass: used with two classes only; the last class unless named.
    ///   - patients: without it each sample is a patient of its own.
    /// - Throws: `EvaluationError` where the lists do not fit together or a number is out of its range.
    public init(
        probabilities: [Double], labels: [Int], classCount: Int, positiveClass: Int? = nil, patients: [String]? = nil
    ) throws(EvaluationError) {
        guard classCount >= 2 else { throw .tooFewClasses(classCount) }
        let (expected, overflow) = labels.count.multipliedReportingOverflow(by: classCount)
        guard !overflow, probabilities.count == expected else {
            throw .countMismatch(list: "probabilities", found: probabilities.count, expected: expected)
        }
        let patients = patients ?? labels.indices.map(String.init)
        guard patients.count == labels.count else {
            throw .countMismatch(list: "patients", found: patients.count, expected: labels.count)
        }
        if let positiveClass, !(0..<classCount).contains(positiveClass) {
            throw .positiveClassOutOfRange(positiveClass, classCount: classCount)
        }
        for (sample, label) in labels.enumerated() where !(0..<classCount).contains(label) {
            throw .labelOutOfRange(sample: sample, label: label, classCount: classCount)
        }
        for (offset, value) in probabilities.enumerated() where !(value >= 0 && value <= 1 + 1e-6) {
            throw .badProbability(sample: offset / classCount, class: offset % classCount, value: value)
        }
        self.init(
            trusted: probabilities, labels: labels, classCount: classCount,
            positiveClass: classCount == 2 ? positiveClass ?? 1 : nil, patients: patients, decisions: nil,
            isOrdered: false)
    }

    private init(
        trusted probabilities: [Double], labels: [Int], classCount: Int, positiveClass: Int?, patients: [String],
        decisions: [Int]?, isOrdered: Bool
    ) {
        self.probabilities = probabilities
        self.labels = labels
        self.classCount = classCount
        self.positiveClass = positiveClass
        self.patients = patients
        self.decisions = decisions
        self.isOrdered = isOrdered
    }
}

extension ScoredSamples {
    /// The number of samples, N.
    public var count: Int { labels.count }

    /// The class that each sample was given: the decision where there is one, else the most probable class.
    public var predictions: [Int] { decisions ?? mostProbable }

    /// The most probable class of each sample; of equally probable ones the first.
    public var mostProbable: [Int] {
        labels.indices.map { sample in
            let row = probabilities[sample * classCount..<(sample + 1) * classCount]
            var best = row.startIndex
            for column in row.indices where row[column] > row[best] { best = column }
            return best - row.startIndex
        }
    }

    /// The probabilities of one class, N numbers.
    public func scores(of column: Int) -> [Double] {
        labels.indices.map { probabilities[$0 * classCount + column] }
    }

    /// Whether each sample belongs to one class, N answers.
    public func membership(in column: Int) -> [Bool] {
        labels.map { $0 == column }
    }

    /// The samples at `indices`, in that order; an index may stand there more than once.
    public func selecting(_ indices: [Int]) -> ScoredSamples {
        var rows: [Double] = []
        rows.reserveCapacity(indices.count * classCount)
        for index in indices { rows += probabilities[index * classCount..<(index + 1) * classCount] }
        return ScoredSamples(
            trusted: rows, labels: indices.map { labels[$0] }, classCount: classCount, positiveClass: positiveClass,
            patients: indices.map { patients[$0] },
            decisions: decisions.map { decisions in indices.map { decisions[$0] } }, isOrdered: isOrdered)
    }

    /// The same samples with decisions of another origin than the most probable class, such as each fold's threshold.
    ///
    /// - Throws: `EvaluationError` where there is not one decision a sample, or one names no class.
    public func deciding(_ decisions: [Int]) throws(EvaluationError) -> ScoredSamples {
        guard decisions.count == count else {
            throw .countMismatch(list: "decisions", found: decisions.count, expected: count)
        }
        for (sample, decision) in decisions.enumerated() where !(0..<classCount).contains(decision) {
            throw .labelOutOfRange(sample: sample, label: decision, classCount: classCount)
        }
        return ScoredSamples(
            trusted: probabilities, labels: labels, classCount: classCount, positiveClass: positiveClass,
            patients: patients, decisions: decisions, isOrdered: isOrdered)
    }

    /// The same samples with the positive class decided on where its probability reaches a threshold.
    ///
    /// - Throws: `.twoClassesOnly` with more than two classes.
    public func decided(at threshold: Double) throws(EvaluationError) -> ScoredSamples {
        guard let positiveClass else { throw .twoClassesOnly(figure: "a threshold", classCount: classCount) }
        return try deciding(scores(of: positiveClass).map { $0 >= threshold ? positiveClass : 1 - positiveClass })
    }

    /// The same samples with other probabilities, N × K, as a calibration gives; decisions are dropped.
    ///
    /// - Throws: `EvaluationError` where the list has another length or a number is no probability.
    public func replacing(probabilities: [Double]) throws(EvaluationError) -> ScoredSamples {
        var samples = try ScoredSamples(
            probabilities: probabilities, labels: labels, classCount: classCount, positiveClass: positiveClass,
            patients: patients)
        samples.isOrdered = isOrdered
        return samples
    }

    /// The mean of a per-class statistic over the classes for which it is defined; nil where it is for none.
    func macro(_ statistic: (Int) -> Double?) -> Double? {
        let values = (0..<classCount).compactMap(statistic)
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}
