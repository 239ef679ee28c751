import Evaluation
import Foundation

/// What a model says of one scan.
public struct ModelScore: Hashable, Sendable {
    /// The calibrated probabilities of the classes, K numbers; the mean over the members where the model has several.
    public var probabilities: [Double]
    /// The class that is decided on; of findings the most probable.
    public var decision: Int
    /// Whether each finding is decided on, where they do not exclude each other; else empty.
    public var findings: [Bool] = []
    /// The probabilities of each frame, T rows of K numbers, where the network answers for each; else empty.
    public var frames: [[Double]] = []
    /// How unsure the model is, from 0 (sure) to 1: the members' disagreement where there are several, else the normalised
    /// entropy of the probabilities.
    public var uncertainty: Double
    /// Whether the probabilities are too uncertain for the class to be answered.
    public var isAbstained = false
    /// How far the scan lies from the nearest prototype of the training cohort; nil where that was not measured.
    public var distance: Double?

    /// - Parameters:
    ///   - members: one list of K probabilities a member.
    ///   - positive: the positive class.
    ///   - threshold: the probability from which on the positive class is decided on; without it, or without a positive
    ///     class, the most probable class is, of equally probable ones the first.
    ///   - abstention: when no class is answered; looked up before the prevalence is changed, as it was fitted.
    ///   - prevalence: the population that the probabilities are re-weighted for; a threshold stays where it was fitted.
    public init(
        members: [[Double]], positive: Int? = nil, threshold: Double? = nil, abstention: Abstention? = nil,
        prevalence: PrevalenceShift? = nil
    ) {
        let classes = members.first?.indices ?? 0..<0
        let mean = classes.map { column in members.reduce(0) { $0 + $1[column] } / Double(members.count) }
        let row = prevalence?.applied(to: mean) ?? mean
        probabilities = row
        if let positive, let threshold, mean.count == 2 {
            decision = mean[positive] >= threshold ? positive : 1 - positive
        } else {
            decision = row.indices.max { row[$0] < row[$1] } ?? 0
        }
        uncertainty = members.count > 1 ? Uncertainty.disagreement(members) : Uncertainty.normalisedEntropy(mean)
        isAbstained = abstention?.abstains(from: mean) ?? false
    }

    /// The score of findings that do not exclude each other: each is decided on from a probability of ½ on.
    ///
    /// - Parameter members: one list of K probabilities a member, which need not add up to 1.
    public init(findings members: [[Double]]) {
        self.init(members: members)
        findings = probabilities.map { $0 >= 0.5 }
        uncertainty =
            members.count > 1
            ? Uncertainty.disagreementAboutFindings(members) : Uncertainty.entropyOfFindings(probabilities)
    }

    /// The score of a model with one member and no operating point.
    public init(probabilities: [Double]) {
        self.init(members: [probabilities])
    }
}
