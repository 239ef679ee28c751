import Cohorts
import Tensors

extension CohortParts {
    /// One training of a nested cross-validation: what does not belong to the judged part is folded itself, so that a choice
    /// can be made without a look at that part (Varma and Simon 2006).
    ///
    /// A search calls it for each inner fold of each outer one, and judges the chosen setting once on the outer fold.
    ///
    /// - Parameters:
    ///   - fold: the inner fold that is judged, from 0.
    ///   - count: the number of inner folds.
    ///   - description: how the outer folds were made; inner ones are stratified and dealt out in the same way.
    ///   - tuning: the share of the inner training part that is cut off.
    ///   - place: numbers of the outer training, so that each has inner folds of its own.
    /// - Returns: parts of a cohort that has no sample of the outer judged part.
    /// - Throws: `CohortError` where a class has too few patients outside of the judged part.
    public func innerFold(
        _ fold: Int, of count: Int, as description: FoldDescription, tuning: Double, seed: UInt64, place: [UInt64]
    ) throws(CohortError) -> CohortParts {
        var generator = RandomGenerator(seed: seed, stream: [0x69_6E6E_6572] + place)
        let seed = generator.next()
        let judged = Set(judged.map(\.id))
        var rest = cohort
        rest.samples.removeAll { judged.contains($0.id) || split.parts[$0.id] == nil }
        let folds = try Folds.make(
            rest,
            FoldDescription(
                .count(count), deal: description.deal, stratify: description.stratify, by: description.by), seed: seed)
        return CohortParts(
            cohort: rest,
            split: try Split.make(
                rest.dealt(by: description.deal), folds, judging: fold, tuning: tuning, seed: seed))
    }
}
