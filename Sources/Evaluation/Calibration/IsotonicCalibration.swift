/// An isotonic curve for the positive class, or with more classes one for each against the rest, normalised
/// (Zadrozny and Elkan 2002).
///
/// It can give 0 and 1, for which a single mistake makes the log loss as great as clipping allows, and it needs hundreds
/// of samples; Platt scaling needs fewer.
public struct IsotonicCalibration: Hashable, Codable, Sendable {
    /// One curve for the positive one of two classes, or one a class, over the uncalibrated probabilities.
    public let curves: [IsotonicCurve]

    /// The positive one of two classes; nil where there are more.
    public let positiveClass: Int?

    private enum CodingKeys: String, CodingKey {
        case curves
        case positiveClass = "positive_class"
    }

    /// - Throws: `.oneClassOnly` where a class is missing, `.constantScores`.
    public init(fitting samples: ScoredLogits) throws(EvaluationError) {
        let probabilities = samples.labels.indices.map { LogisticFunction.softmax(samples.row($0)) }
        var curves: [IsotonicCurve] = []
        for column in samples.positiveClass.map({ [$0] }) ?? Array(0..<samples.classCount) {
            let scores = try BinaryScores(
                scores: probabilities.map { $0[column] }, positives: samples.labels.map { $0 == column })
            curves.append(try IsotonicCurve(fitting: scores))
        }
        self.curves = curves
        positiveClass = samples.positiveClass
    }

    /// Where all curves give 0, all classes are equally probable.
    func probabilities(of logits: [Double]) -> [Double] {
        let probabilities = LogisticFunction.softmax(logits)
        if let positiveClass {
            let p = curves[0].frequency(at: probabilities[positiveClass])
            return positiveClass == 1 ? [1 - p, p] : [p, 1 - p]
        }
        let frequencies = zip(curves, probabilities).map { $0.frequency(at: $1) }
        let sum = frequencies.reduce(0, +)
        return frequencies.map { sum > 0 ? $0 / sum : 1 / Double(frequencies.count) }
    }
}
