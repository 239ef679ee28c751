import Cohorts
import Training

extension CrossValidation {
    /// What a unit uses each sample for, and what its weights had seen before it began.
    public struct Use: Sendable {
        public var parts: CohortParts
        /// The unit whose weights it starts from; nil where it starts as the pipeline says.
        public var previous: StudyUnit?
        /// The ids of the samples that these weights were fitted or chosen on.
        public var inherited: Set<String> = []
    }

    /// What the units of the first seed use each sample for, in the order of the plan; further seeds use them alike.
    public func uses() throws -> [Use] {
        var learnt: [String: Set<String>] = [:]
        return try unitsOfOneSeed.map { unit in
            var use = Use(parts: try parts(of: unit), previous: previous(of: unit))
            // Each unit hands its weights to one other.
            if let previous = use.previous { use.inherited = learnt.removeValue(forKey: previous.name) ?? [] }
            if carriesWeights { learnt[unit.name] = use.inherited.union(use.parts.learnt) }
            return use
        }
    }

    /// The unit whose weights a unit starts from; nil where it starts as the pipeline says.
    public func previous(of unit: StudyUnit) -> StudyUnit? {
        carriesWeights ? unit.previousFold : nil
    }

    /// The ids of the samples that a unit's weights were fitted or chosen on, those included that only the units learnt from
    /// whose weights it started from.
    public func learnt(by unit: StudyUnit) throws -> Set<String> {
        var learnt: Set<String> = []
        var next: StudyUnit? = unit
        while let current = next {
            learnt.formUnion(try parts(of: current).learnt)
            next = previous(of: current)
        }
        return learnt
    }
}

extension CrossValidation {
    /// Refuses folds whose models one file cannot hold.
    ///
    /// - Throws: `StudyError.tooManyMembers`.
    public func checkMembers() throws(StudyError) {
        let members = plan.outerUnits.count { $0.arm == StudyUnit.mainArm }
        let limit = ModelDescription.memberLimit
        guard members <= limit else { throw .tooManyMembers(members, limit: limit) }
    }
}

extension CohortParts {
    /// The ids of the samples that weights are fitted or chosen on.
    fileprivate var learnt: [String] { (training + tuning).map(\.id) }
}

extension ValidationSettings {
    /// Refuses more trainings than can be meant, before any of them is planned.
    ///
    /// - Throws: `StudyError.tooManyUnits`; `CohortError` where the column that says the folds is not there.
    func checkUnits(of cohort: Cohort, seeds: Int) throws {
        let folds =
            switch folds.rule {
            case .count(let count): count
            case .column(let column): Set(try cohort.values(of: column)).count
            }
        // Each factor is 10,000 at most, or the length of a list.
        let units = folds * (repeats * seeds * (1 + (nested?.folds ?? 0)) + permutations)
        guard units <= Self.limit else { throw StudyError.tooManyUnits(units, limit: Self.limit) }
    }
}
