/// The units of a study in the order in which one process runs them: the contents of `plan.tsv`.
///
/// A plan follows from the pipeline and the cohort alone, is written once and never changes.
public struct StudyPlan: Hashable, Sendable {
    public var units: [StudyUnit]

    public init(units: [StudyUnit]) {
        self.units = units
    }

    /// A cross-validation: each fold once for every repetition and seed.
    public init(folds: Int, repetitions: Int = 1, seeds: [UInt64], arm: String = StudyUnit.mainArm) {
        units = (0..<repetitions).flatMap { repetition in
            seeds.flatMap { seed in
                (0..<folds).map { StudyUnit(arm: arm, repetition: repetition, fold: $0, seed: seed) }
            }
        }
    }

    /// The text of `plan.tsv`.
    public var table: String {
        let header = "unit\tarm\trepeat\tfold\tseed\tafter\n"
        return header
            + units.map { unit in
                [
                    unit.name, unit.arm, "\(unit.repetition)", "\(unit.fold)", "\(unit.seed)",
                    unit.after.joined(separator: ","),
                ].joined(separator: "\t") + "\n"
            }.joined()
    }
}
