extension ModelDescription {
    /// The calibrated probabilities that each member's logits say; of findings that do not exclude each other each its own.
    public func probabilities(of members: [[Float]]) throws -> [[Double]] {
        if hasFindings { return members.map { $0.map(Sigmoid.probability) } }
        return try zip(calibrations, members).map { calibration, row in
            try calibration.probabilities(of: row.map { Double($0) }, classCount: classes.count)
        }
    }

    /// What the members' probabilities together decide on.
    public func score(of members: [[Double]]) -> ModelScore {
        if hasFindings { return ModelScore(findings: members) }
        return ModelScore(
            members: members, positive: positiveClass, threshold: operatingPoint?.threshold, abstention: abstention,
            prevalence: prevalence)
    }
}
