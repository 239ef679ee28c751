import Foundation

/// What can be wrong with scores that are to be judged.
///
/// Cases that name a `figure` carry its name as it stands in a sentence, as in "the temperature".
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
    /// A number in a list is infinite or not a number.
    case notFinite(list: String, index: Int, value: Double)
    /// A setting lies outside what it may be.
    case badSetting(name: String, value: Double, expected: String)
    /// A figure needs a class of which there is no sample.
    case classMissing(figure: String, class: Int)
    /// A figure needs positives and negatives, and there are only the one or the other.
    case oneClassOnly(figure: String, positives: Int, negatives: Int)
    /// A figure is defined for two classes.
    case twoClassesOnly(figure: String, classCount: Int)
    /// A figure needs more values.
    case tooFewValues(figure: String, found: Int, needed: Int)
    /// All scores are equal, so that they say nothing.
    case constantScores(figure: String)
    /// No finite parameters are the best ones: the scores separate the classes, or do not depend on the truth.
    case noFiniteFit(figure: String)
    /// The figures that are compared or pooled do not vary, so that no test statistic exists.
    case noVariance(figure: String)
    /// No threshold fulfils the wish.
    case unreachable(wish: String, best: String)
    /// Two lists of scores that are compared do not belong to the same samples.
    case notPaired(sample: Int)
    /// Samples that are to become one disagree.
    case mixedGroup(group: String, attribute: String, first: String, second: String)
    /// A patient stands in two groups that are to be compared as independent.
    case sharedPatient(String, first: String, second: String)
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
        case .notFinite(let list, let index, let value):
            "\(list) holds \(value) at position \(index), which is not a finite number"
        case .badSetting(let name, let value, let expected):
            "\(name) is \(value), but must be \(expected)"
        case .classMissing(let figure, let column):
            "\(figure) needs samples of every class, but there is none of class \(column)"
        case .oneClassOnly(let figure, let positives, let negatives):
            "\(figure) needs both classes, but there are \(positives) positive and \(negatives) negative samples"
        case .twoClassesOnly(let figure, let classCount):
            "\(figure) is defined for two classes, but there are \(classCount)"
        case .tooFewValues(let figure, let found, let needed):
            "\(figure) needs at least \(needed) values, but there \(found == 1 ? "is 1" : "are \(found)")"
        case .constantScores(let figure):
            "\(figure) cannot be fitted: all scores are equal"
        case .noFiniteFit(let figure):
            "\(figure) cannot be fitted: no finite value is best, because the scores separate the classes without an "
                + "error or do not agree with the truth at all; use more samples or another method"
        case .noVariance(let figure):
            "\(figure) has no variance here, so that no test or interval exists"
        case .unreachable(let wish, let best):
            "no threshold reaches \(wish); the best that can be had is \(best)"
        case .notPaired(let sample):
            "the two lists of scores do not belong to the same samples: sample \(sample) differs in label or patient"
        case .mixedGroup(let group, let attribute, let first, let second):
            "the samples of \(group) disagree on the \(attribute): \(first) and \(second)"
        case .sharedPatient(let patient, let first, let second):
            "patient \(patient) has samples in \(first) and in \(second), so that these are not independent"
        }
    }
}
