/// From the class frequencies that a model's probabilities are right for to those of the population that it is used in.
public struct PrevalenceShift: Hashable, Codable, Sendable {
    /// K shares that add up to 1: those of the training, as its loss weighed them.
    public var training: [Double]
    /// K shares that add up to 1.
    public var target: [Double]

    /// - Throws: `EvaluationError` where the lists are no shares of the same classes, or a class does not occur in training.
    public init(from training: [Double], to target: [Double]) throws(EvaluationError) {
        _ = try Prevalence.reweighted(training, from: training, to: target)
        (self.training, self.target) = (training, target)
    }

    /// The shares of two classes of which the positive one makes up `prevalence`.
    public init(
        from training: [Double], toPositive prevalence: Double, positive: Int
    ) throws(EvaluationError) {
        try self.init(from: training, to: positive == 1 ? [1 - prevalence, prevalence] : [prevalence, 1 - prevalence])
    }

    /// The mean of what several models learnt from, for their ensemble; nil unless all are for one population.
    public init?(meanOf members: [PrevalenceShift]) {
        guard let first = members.first, members.allSatisfy({ $0.target == first.target }) else { return nil }
        self = first
        training = training.indices.map { label in
            members.reduce(0) { $0 + $1.training[label] } / Double(members.count)
        }
    }

    /// K probabilities for that population; themselves where they are no probabilities of these classes.
    public func applied(to probabilities: [Double]) -> [Double] {
        (try? Prevalence.reweighted(probabilities, from: training, to: target)) ?? probabilities
    }
}
