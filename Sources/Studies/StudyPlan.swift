/// The units of a study in the order in which one process runs them: the contents of `plan.tsv`.
///
/// The plan of a validation follows from the pipeline and the cohort alone and never changes; that of an ablation in steps grows.
public struct StudyPlan: Hashable, Sendable {
    public var units: [StudyUnit]

    public init(units: [StudyUnit]) {
        self.units = units
    }

    /// A cross-validation: each fold once for every repetition and seed.
    ///
    /// - Parameters:
    ///   - inner: how many folds the training part of each fold is folded into; their units come before the fold's own,
    ///     which needs them.
    ///   - carriesWeights: whether each unit starts from the weights of the fold before, which it then needs.
    public init(
        folds: Int, inner: Int = 0, repetitions: Int = 1, seeds: [UInt64], arm: String = StudyUnit.mainArm,
        carriesWeights: Bool = false
    ) {
        units = []
        for repetition in 0..<repetitions {
            for seed in seeds {
                for fold in 0..<folds {
                    let places: [Int?] = (0..<inner).map { $0 } + [nil]
                    for place in places {
                        var unit = StudyUnit(arm: arm, repetition: repetition, fold: fold, inner: place, seed: seed)
                        if place == nil { unit.after = units.suffix(inner).map(\.name) }
                        if carriesWeights, let previous = unit.previousFold { unit.after.append(previous.name) }
                        units.append(unit)
                    }
                }
            }
        }
    }

    /// The text of `plan.tsv`; the column `inner` is there where folds are nested.
    public var table: String {
        let isNested = units.contains { $0.inner != nil }
        let columns = ["unit", "arm", "repeat", "fold"] + (isNested ? ["inner"] : []) + ["seed", "after"]
        let rows = units.map { unit in
            [unit.name, unit.arm, "\(unit.repetition)", "\(unit.fold)"]
                + (isNested ? [unit.inner.map(String.init) ?? ""] : [])
                + ["\(unit.seed)", unit.after.joined(separator: ",")]
        }
        return ([columns] + rows).map { $0.joined(separator: "\t") + "\n" }.joined()
    }
}

extension StudyPlan {
    /// The units that judge a fold itself rather than an inner one.
    public var outerUnits: [StudyUnit] { units.filter { $0.inner == nil } }
}

extension StudyUnit {
    /// Whether a unit judges an inner fold of what another one learns from.
    func isInside(of unit: StudyUnit) -> Bool {
        var outer = self
        (outer.inner, outer.after) = (nil, unit.after)
        return inner != nil && outer == unit
    }

    /// The unit that judges the fold before, among inner folds the inner one before; nil for the first.
    public var previousFold: StudyUnit? {
        let number = inner ?? fold
        guard number > 0 else { return nil }
        return StudyUnit(
            arm: arm, repetition: repetition, fold: inner == nil ? fold - 1 : fold, inner: inner.map { $0 - 1 },
            seed: seed)
    }
}
