import Foundation

/// What can be wrong with scores that are to be judged.
public enum EvaluationError: Error, Hashable, Sendable {
    /// There is no class, or only one, to tell apart.
    case tooFewClasses(Int)
    /// The lists that should hold one entry (or one row) a sample have different lengths.
    case countMismatch(list: String, found: Int, expected: Int)
    /// A label names no class.
    case labelOutOfRange(sample: Int, label: Int, classCount: Int)
    /// The positive class is none of the classes.
    case positiveClassOutOfRange(Int, classCount: Int)
    /// A probability is not a finite number between 0 and 1.
    case badProbability(sample: Int, class: Int, value: Double)
}

extension EvaluationError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .tooFewClasses(let count):
            "scores need at least two classes to be judged, there \(count == 1 ? "is 1" : "are \(count)")"
        case .countMismatch(let list, let found, let expected):
            "\(list) has \(found) entries where \(expected) are expected"
        case .labelOutOfRange(let sample, let label, let classCount):
            "sample \(sample) has label \(label), but the classes are numbered 0 to \(classCount - 1)"
        case .positiveClassOutOfRange(let positive, let classCount):
            "the positive class is number \(positive), but the classes are numbered 0 to \(classCount - 1)"
        case .badProbability(let sample, let column, let value):
            "sample \(sample) has the probability \(value) for class \(column), which is not between 0 and 1"
        }
    }
}
