/// A map from a model's logits to calibrated probabilities, stored with the model.
///
/// Fit it on samples that were used neither for training nor for the figures that are reported.
public enum Calibration: Hashable, Sendable {
    /// softmax(z), what the model says itself.
    case none
    case temperature(TemperatureScaling)
    case platt(PlattScaling)
    case isotonic(IsotonicCalibration)
    case vector(VectorScaling)

    /// How a calibration is fitted.
    public enum Method: String, CaseIterable, Hashable, Codable, Sendable {
        case none, temperature, platt, isotonic, vector
    }

    /// Fits a method; the same samples always give the same calibration.
    ///
    /// - Throws: `EvaluationError` where the samples do not determine it; never a fallback.
    public init(_ method: Method, fitting samples: ScoredLogits) throws(EvaluationError) {
        self =
            switch method {
            case .none: .none
            case .temperature: .temperature(try TemperatureScaling(fitting: samples))
            case .platt: .platt(try PlattScaling(fitting: samples))
            case .isotonic: .isotonic(try IsotonicCalibration(fitting: samples))
            case .vector: .vector(try VectorScaling(fitting: samples))
            }
    }

    /// The calibrated probabilities of finite logits, N × K, one row a sample.
    ///
    /// - Throws: `.countMismatch` unless there are whole rows of as many classes as the calibration was fitted on;
    ///   `.notFinite`.
    public func probabilities(of logits: [Double], classCount: Int) throws(EvaluationError) -> [Double] {
        let expected = fittedClassCount ?? classCount
        guard classCount >= 2 else { throw .tooFewClasses(classCount) }
        guard classCount == expected else {
            throw .countMismatch(list: "a row of logits", found: classCount, expected: expected)
        }
        guard logits.count.isMultiple(of: classCount) else {
            throw .countMismatch(
                list: "logits", found: logits.count, expected: (logits.count / classCount + 1) * classCount)
        }
        for (index, logit) in logits.enumerated() where !logit.isFinite {
            throw .notFinite(list: "logits", index: index, value: logit)
        }
        return stride(from: 0, to: logits.count, by: classCount).flatMap { start in
            row(Array(logits[start..<start + classCount]))
        }
    }

    /// The same samples with calibrated probabilities, by the logarithms of their probabilities; decisions are dropped.
    ///
    /// - Throws: as `probabilities`.
    public func calibrated(_ samples: ScoredSamples) throws(EvaluationError) -> ScoredSamples {
        if self == .none { return samples }
        return try samples.replacing(
            probabilities: probabilities(
                of: ScoredLogits.logits(ofProbabilities: samples.probabilities), classCount: samples.classCount))
    }

    /// How it was fitted.
    public var method: Method {
        switch self {
        case .none: .none
        case .temperature: .temperature
        case .platt: .platt
        case .isotonic: .isotonic
        case .vector: .vector
        }
    }

    /// The number of classes that it is about; nil where it takes any.
    private var fittedClassCount: Int? {
        switch self {
        case .none, .temperature: nil
        case .platt: 2
        case .isotonic(let isotonic): isotonic.positiveClass == nil ? isotonic.curves.count : 2
        case .vector(let vector): vector.scales.count
        }
    }

    private func row(_ logits: [Double]) -> [Double] {
        switch self {
        case .none: LogisticFunction.softmax(logits)
        case .temperature(let temperature): temperature.probabilities(of: logits)
        case .platt(let platt): platt.probabilities(of: logits)
        case .isotonic(let isotonic): isotonic.probabilities(of: logits)
        case .vector(let vector): vector.probabilities(of: logits)
        }
    }
}
