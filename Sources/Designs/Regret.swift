/// How far a search is from the best that there is, as its budget is spent.
public enum Regret {
    /// The regret after each whole training of the budget: the best loss of a full-length trial so far minus the least loss of all.
    ///
    /// - Returns: one number for each training from 1 to the budget; nil before the first full-length trial was finished.
    public static func curve(of trials: Trials, least: Double) -> [Double?] {
        var spent = 0.0
        var best = Double.infinity
        var curve = [Double?](repeating: nil, count: Int(trials.budget))
        for trial in trials.history {
            spent += trial.resource
            if trial.resource == 1 { best = min(best, trial.loss) }
            let place = max(Int((spent - 1e-9).rounded(.up)) - 1, 0)
            if best.isFinite { for later in place..<max(curve.count, place) { curve[later] = best - least } }
        }
        return curve
    }
}
