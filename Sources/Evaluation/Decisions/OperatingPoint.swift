/// A threshold with the rule that chose it and what it reached on the samples that it was chosen on.
public struct OperatingPoint: Hashable, Codable, Sendable {
    /// Positive is what scores at least this.
    public var threshold: Double

    public var rule: OperatingRule

    /// What it reached where it was fitted; on other samples it is likely to reach less.
    public var sensitivity: Double
    public var specificity: Double

    /// How many samples of each kind it was fitted on.
    public var positives: Int
    public var negatives: Int

    /// Chooses among the scores that occur; where several thresholds are equally good, the one with the greater
    /// specificity.
    ///
    /// - Throws: `EvaluationError` where a class is missing, all scores are equal, the rule's number is out of its range,
    ///   or no threshold fulfils it while calling anyone positive.
    public init(_ rule: OperatingRule, fitting scores: BinaryScores) throws(EvaluationError) {
        try rule.check()
        try scores.requireBothClasses(for: "an operating point")
        let steps = scores.cumulativeCounts()
        guard steps.count > 1 else { throw .constantScores(figure: "an operating point") }
        let (positives, negatives) = (scores.positiveCount, scores.negativeCount)
        let sensitivity = { (step: Int) in Double(steps[step].truePositives) / Double(positives) }
        let specificity = { (step: Int) in Double(negatives - steps[step].falsePositives) / Double(negatives) }
        let chosen: Int? =
            switch rule {
            case .sensitivity(let target):
                steps.indices.first { sensitivity($0) >= target }
            case .specificity(let target):
                steps.indices.last { specificity($0) >= target }.map { last in
                    // A lower threshold that finds no further positive only costs specificity.
                    steps[...last].firstIndex { $0.truePositives == steps[last].truePositives } ?? last
                }
            case .youden:
                Self.first(of: steps.indices) { step in
                    Double(steps[step].truePositives * negatives - steps[step].falsePositives * positives)
                }
            case .costRatio(let ratio):
                Self.first(of: steps.indices) { step in
                    -Double(steps[step].falsePositives) - ratio * Double(positives - steps[step].truePositives)
                }
            }
        guard let chosen, steps[chosen].truePositives > 0 else {
            throw .unreachable(
                wish: "\(rule) while finding a positive",
                best: "a specificity of \(specificity(0)) at the highest score")
        }
        if case .youden = rule, sensitivity(chosen) + specificity(chosen) <= 1 {
            throw .unreachable(wish: "a Youden index above 0", best: "\(sensitivity(chosen) + specificity(chosen) - 1)")
        }
        threshold = steps[chosen].threshold
        self.rule = rule
        self.sensitivity = sensitivity(chosen)
        self.specificity = specificity(chosen)
        self.positives = positives
        self.negatives = negatives
    }

    private static func first(of steps: Range<Int>, worth: (Int) -> Double) -> Int? {
        var best: (step: Int, worth: Double)?
        for step in steps {
            let worth = worth(step)
            if best.map({ worth > $0.worth }) ?? true { best = (step, worth) }
        }
        return best?.step
    }
}

extension OperatingRule {
    func check() throws(EvaluationError) {
        switch self {
        case .sensitivity(let target), .specificity(let target):
            guard target > 0, target <= 1 else {
                throw .badSetting(
                    name: "the target of an operating point", value: target, expected: "above 0, at most 1")
            }
        case .costRatio(let ratio):
            guard ratio > 0, ratio.isFinite else {
                throw .badSetting(name: "the cost ratio", value: ratio, expected: "a finite number above 0")
            }
        case .youden: break
        }
    }
}
