import Evaluation
import Networks

extension ModelFile {
    /// Several models as one file, whose members they are.
    ///
    /// - Parameters:
    ///   - members: models of the same network, preparation and classes.
    ///   - description: what the file says; its calibrations, clinical scales, operating point, abstention and prevalence are
    ///     replaced by the members'. The ensemble's thresholds are the means of theirs.
    /// - Throws: `ModelProblem` where the members do not fit together.
    public init(ensembleOf members: [ModelFile], description: ModelDescription) throws(ModelProblem) {
        var description = description
        description.calibrations = members.flatMap(\.description.calibrations)
        let profiles = members.flatMap(\.description.profiles)
        description.profiles = profiles.count == description.calibrations.count ? profiles : []
        description.clinical = members.flatMap(\.description.clinical)
        description.operatingPoint = OperatingPoint(meanOf: members.compactMap(\.description.operatingPoint))
        description.abstention = Abstention(meanOf: members.compactMap(\.description.abstention))
        description.prevalence = PrevalenceShift(meanOf: members.compactMap(\.description.prevalence))
        var weights = Weights()
        var number = 0
        for model in members {
            for member in model.description.calibrations.indices {
                let prefix = description.weightPrefix(ofMember: number)
                for (name, tensor) in model.weights(ofMember: member).entries { weights[prefix + name] = tensor }
                number += 1
            }
        }
        try self.init(description: description, weights: weights)
    }
}

extension ModelFile {
    /// The model with the class frequencies that it was trained with, whatever population its file is for.
    public func onItsCohort() throws(ModelProblem) -> ModelFile {
        guard description.prevalence != nil else { return self }
        var description = description
        description.prevalence = nil
        return try ModelFile(description: description, weights: weights)
    }
}

extension OperatingPoint {
    /// The mean of the thresholds and of what they reached; nil without any.
    fileprivate init?(meanOf points: [OperatingPoint]) {
        guard var mean = points.first else { return nil }
        let share = 1 / Double(points.count)
        mean.threshold = points.reduce(0) { $0 + $1.threshold * share }
        mean.sensitivity = points.reduce(0) { $0 + $1.sensitivity * share }
        mean.specificity = points.reduce(0) { $0 + $1.specificity * share }
        mean.positives = points.reduce(0) { $0 + $1.positives }
        mean.negatives = points.reduce(0) { $0 + $1.negatives }
        self = mean
    }
}
