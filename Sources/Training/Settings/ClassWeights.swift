/// How much the samples of each class count in the loss: `none`, `balanced`, or a list of numbers in class order.
public enum ClassWeights: Hashable, Sendable {
    /// Every sample counts the same.
    case none

    /// N / (K·nₖ), so that every class counts the same (King and Zeng 2001).
    case balanced

    /// One weight a class, in class order.
    case list([Double])
}

extension ClassWeights {
    /// The weights of K classes; nil where all samples count the same.
    ///
    /// - Parameter counts: the number of training samples of each class, K numbers above zero.
    /// - Throws: `TrainingError.classWeightCount` where a list has another length than K.
    public func weights(counts: [Int]) throws(TrainingError) -> [Float]? {
        switch self {
        case .none: return nil
        case .balanced:
            let total = Double(counts.reduce(0, +))
            return counts.map { Float(total / (Double(counts.count) * Double($0))) }
        case .list(let weights):
            guard weights.count == counts.count else {
                throw .classWeightCount(found: weights.count, classes: counts.count)
            }
            return weights.map { Float($0) }
        }
    }
}

extension ClassWeights: Codable {
    private enum Word: String {
        case none, balanced
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let word = try? container.decode(String.self) {
            switch Word(rawValue: word) {
            case .none?: self = .none
            case .balanced?: self = .balanced
            case nil:
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "\(word) is not known; choose none, balanced or a list of numbers")
            }
            return
        }
        let weights = try container.decode([Double].self)
        guard weights.allSatisfy({ $0.isFinite && $0 >= 0 }), weights.contains(where: { $0 > 0 }) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "class weights must be numbers of at least 0, not all of them 0")
        }
        self = .list(weights)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .none: try container.encode(Word.none.rawValue)
        case .balanced: try container.encode(Word.balanced.rawValue)
        case .list(let weights): try container.encode(weights)
        }
    }
}
