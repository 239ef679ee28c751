import Evaluation
import Reports
import Training

extension ScanExplainer {
    /// The model's answer about a scan, the same that `cine classify` gives.
    func answer(_ finding: Finding) -> ScanExplanation.Answer {
        let description = model.description
        let score = finding.score
        let name = score.name(among: description.classes)
        return ScanExplanation.Answer(
            className: name,
            classes: zip(description.classes, score.probabilities).map { .init($0, $1) },
            interval: description.classes.firstIndex(of: name).flatMap { interval(of: $0, in: finding) },
            calibration: description.calibrations.first.flatMap { $0 == .none ? nil : "\($0.method.rawValue) scaling" },
            operatingPoint: description.operatingPoint.flatMap { point in
                description.positiveClass.map { positive in
                    .init(
                        positiveClass: description.classes[positive], threshold: point.threshold,
                        rule: "\(point.rule)",
                        source: "tuning part of the training cohort, \(point.positives + point.negatives) scans")
                }
            }, status: status(of: score),
            findings: description.hasFindings ? zip(description.classes, score.findings).filter(\.1).map(\.0) : nil)
    }

    /// From where to where the members' own probabilities of a class reach; nil of a model with one member.
    private func interval(of place: Int, in finding: Finding) -> ScanExplanation.Interval? {
        guard finding.members.count > 1 else { return nil }
        let own = finding.members.map { (model.description.prevalence?.applied(to: $0) ?? $0)[place] }
        return .init(low: own.min() ?? 0, high: own.max() ?? 1, meaning: "range of \(own.count) models")
    }

    private func status(of score: ModelScore) -> ScanExplanation.Answer.Status {
        guard score.isAbstained, let limit = model.description.abstention?.limit else { return .ok }
        return .abstained(
            reason: "Its probabilities are more uncertain than those that the model answers from: "
                + "their normalised entropy is above \(limit.rounded(toPlaces: 3)).")
    }
}

extension Double {
    func rounded(toPlaces places: Int) -> Double {
        var factor = 1.0
        for _ in 0..<places { factor *= 10 }
        return (self * factor).rounded() / factor
    }
}
