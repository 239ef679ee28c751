/// How often each true class was given each predicted class, and the rates that follow from it.
///
/// A rate whose denominator is zero is undefined and nil.
public struct ConfusionMatrix: Hashable, Sendable {
    /// The number of classes, K.
    public let classCount: Int

    /// K × K counts; the row is the true class, the column the predicted one.
    public let counts: [Int]

    /// Counts pairs of true and predicted classes, both in `0..<classCount`.
    ///
    /// - Precondition: both lists are equally long and name existing classes.
    public init(labels: [Int], predictions: [Int], classCount: Int) {
        precondition(labels.count == predictions.count, "\(labels.count) labels, \(predictions.count) predictions")
        var counts = [Int](repeating: 0, count: classCount * classCount)
        for (label, prediction) in zip(labels, predictions) { counts[label * classCount + prediction] += 1 }
        self.classCount = classCount
        self.counts = counts
    }

    public init(_ samples: ScoredSamples) {
        self.init(labels: samples.labels, predictions: samples.predictions, classCount: samples.classCount)
    }

    /// The number of samples of one true class that were given one predicted class.
    public subscript(label label: Int, prediction prediction: Int) -> Int {
        counts[label * classCount + prediction]
    }
}

extension ConfusionMatrix {
    /// The number of samples, N.
    public var total: Int { counts.reduce(0, +) }

    /// The number of samples that truly belong to a class.
    public func support(of column: Int) -> Int {
        (0..<classCount).reduce(0) { $0 + self[label: column, prediction: $1] }
    }

    /// The number of samples that were predicted to belong to a class.
    public func predicted(as column: Int) -> Int {
        (0..<classCount).reduce(0) { $0 + self[label: $1, prediction: column] }
    }

    /// (correct) / N.
    public var accuracy: Double? {
        Self.ratio((0..<classCount).reduce(0) { $0 + self[label: $1, prediction: $1] }, total)
    }

    /// The mean sensitivity of the classes that occur (Brodersen et al. 2010).
    public var balancedAccuracy: Double? {
        let rates = (0..<classCount).compactMap(sensitivity(of:))
        return rates.isEmpty ? nil : rates.reduce(0, +) / Double(rates.count)
    }

    /// TP / (TP + FN) of one class against the rest; undefined where the class does not occur.
    public func sensitivity(of column: Int) -> Double? {
        Self.ratio(self[label: column, prediction: column], support(of: column))
    }

    /// TN / (TN + FP) of one class against the rest; undefined where nothing else occurs.
    public func specificity(of column: Int) -> Double? {
        let falsePositives = predicted(as: column) - self[label: column, prediction: column]
        let negatives = total - support(of: column)
        return Self.ratio(negatives - falsePositives, negatives)
    }

    /// TP / (TP + FP) of one class against the rest, the positive predictive value or precision; undefined where the
    /// class is never predicted.
    public func ppv(of column: Int) -> Double? {
        Self.ratio(self[label: column, prediction: column], predicted(as: column))
    }

    /// TN / (TN + FN) of one class against the rest, the negative predictive value; undefined where nothing else is
    /// predicted.
    public func npv(of column: Int) -> Double? {
        let falseNegatives = support(of: column) - self[label: column, prediction: column]
        let negatives = total - predicted(as: column)
        return Self.ratio(negatives - falseNegatives, negatives)
    }

    /// 2 TP / (2 TP + FP + FN) of one class; undefined where the class neither occurs nor is predicted.
    public func f1(of column: Int) -> Double? {
        Self.ratio(2 * self[label: column, prediction: column], support(of: column) + predicted(as: column))
    }

    /// Matthews' correlation coefficient, for K classes by Gorodkin (2004):
    /// (c·s − Σₖ pₖtₖ) / √((s² − Σₖ pₖ²)(s² − Σₖ tₖ²)), where s samples are judged, c of them rightly, and class k
    /// occurs tₖ times and is predicted pₖ times. Zero where only one class occurs or only one is predicted.
    public var mcc: Double? {
        guard total > 0 else { return nil }
        let samples = Double(total)
        var correct = 0.0
        var both = 0.0
        var predictedSquares = 0.0
        var supportSquares = 0.0
        for column in 0..<classCount {
            let (p, t) = (Double(predicted(as: column)), Double(support(of: column)))
            correct += Double(self[label: column, prediction: column])
            both += p * t
            predictedSquares += p * p
            supportSquares += t * t
        }
        let square = (samples * samples - predictedSquares) * (samples * samples - supportSquares)
        return square > 0 ? (correct * samples - both) / square.squareRoot() : 0
    }

    private static func ratio(_ part: Int, _ whole: Int) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }
}
