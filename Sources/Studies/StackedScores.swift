import Evaluation

/// The scores of several models on the same samples of the same folds, and what a stack says of them out of fold.
struct StackedScores {
    /// One for each model, all in the same order.
    let models: [ScoredSamples]
    /// The fold of each sample.
    let folds: [String]

    /// The folds, as a person would count them.
    var names: [String] { Set(folds).sorted { ($0.count, $0) < ($1.count, $1) } }

    /// The places of a fold's samples.
    func places(in fold: String) -> [Int] { folds.indices.filter { folds[$0] == fold } }

    /// What the stack says of the samples out of fold: of each fold a regression that learnt from the others.
    ///
    /// - Parameter left: a fold that is left out altogether, neither learnt from nor scored.
    /// - Returns: the samples that are not in the fold `left`, in their order.
    func outOfFold(without left: String? = nil) throws(EvaluationError) -> ScoredSamples {
        var rows = [[Double]](repeating: [], count: folds.count)
        for fold in names where fold != left {
            let learnt = folds.indices.filter { folds[$0] != fold && folds[$0] != left }
            let stacker = try Stacker(fitting: models.map { $0.selecting(learnt) })
            for place in places(in: fold) { rows[place] = stacker.probabilities(of: models.map { $0.row(place) }) }
        }
        return try models[0].selecting(folds.indices.filter { folds[$0] != left })
            .replacing(probabilities: rows.flatMap(\.self))
    }

    /// The samples with decisions, and whether each is answered: a fold's threshold and limit are fitted on what stacks that
    /// never saw the fold say of the others out of fold.
    ///
    /// - Parameter stacked: what `outOfFold` says of all samples.
    /// - Throws: `EvaluationError` where a rule cannot be kept in a fold's place.
    func decided(
        _ stacked: ScoredSamples, by rule: OperatingRule?, abstaining abstain: AbstentionRule?
    ) throws(EvaluationError) -> (samples: ScoredSamples, isAnswered: [Bool]) {
        var decisions = stacked.predictions
        var isAnswered = [Bool](repeating: true, count: stacked.count)
        for fold in names {
            let fitted = try StackDecision(rule, abstain, fitting: outOfFold(without: fold))
            let places = places(in: fold)
            let decided = try fitted.decided(stacked.selecting(places)).predictions
            for (place, decision) in zip(places, decided) {
                decisions[place] = decision
                isAnswered[place] = !(fitted.abstention?.abstains(from: stacked.row(place)) ?? false)
            }
        }
        return (try stacked.deciding(decisions), isAnswered)
    }
}

extension ScoredSamples {
    /// The probabilities of one sample, K numbers.
    func row(_ sample: Int) -> [Double] {
        Array(probabilities[sample * classCount..<(sample + 1) * classCount])
    }
}
