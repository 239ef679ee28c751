/// A setting of an augmentation that is not possible.
public struct AugmentationError: Error, Hashable, Sendable {
    /// The path below `augmentation`, as in `rotation.degrees`.
    public var key: String
    public var value: String
    /// What would be possible.
    public var requirement: String

    public init(key: String, value: String, requirement: String) {
        (self.key, self.value, self.requirement) = (key, value, requirement)
    }
}

extension AugmentationError: CustomStringConvertible {
    public var description: String { "augmentation.\(key): \(value) is not possible; \(requirement)" }
}

extension AugmentationError {
    /// - Throws: an error where `value` is not a number of `range`.
    static func require(_ value: Double, in range: ClosedRange<Double>, _ key: String) throws(AugmentationError) {
        guard range.contains(value) else {
            throw AugmentationError(
                key: key, value: "\(value)",
                requirement: "it lies between \(range.lowerBound) and \(range.upperBound)")
        }
    }

    /// - Throws: an error where `value` is no probability.
    static func requireProbability(_ value: Double, _ key: String) throws(AugmentationError) {
        try require(value, in: 0...1, key)
    }
}
