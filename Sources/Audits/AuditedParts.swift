import Cohorts

/// What a training uses each sample for, as the audit sees it: one split, or one fold of several.
public struct AuditedParts: Sendable {
    /// The samples of each part by their ids; a sample may wrongly stand in two.
    public var members: [String: Set<String>]
    /// What the weights that this training starts from had learnt in another unit of the same study; nil where it starts from
    /// none.
    public var carried: CarriedWeights?

    /// The weights that one unit of a study hands to another.
    public struct CarriedWeights: Sendable {
        /// The unit that they come from.
        public var unit: String
        /// The ids of the samples that they were fitted or chosen on, there and before.
        public var learnt: Set<String>

        public init(unit: String, learnt: Set<String>) {
            (self.unit, self.learnt) = (unit, learnt)
        }
    }

    public init(members: [String: Set<String>]) {
        self.members = members
    }

    /// - Parameters:
    ///   - test: the ids of further samples that are scored once, by others.
    ///   - carried: what the weights that the training starts from had learnt.
    public init(_ split: Split, test: [String] = [], carried: CarriedWeights? = nil) {
        let ids = Dictionary(grouping: split.parts.keys) { split.parts[$0]?.rawValue ?? "" }
        members = ids.mapValues(Set.init)
        if !test.isEmpty { members[Part.test.rawValue, default: []].formUnion(test) }
        self.carried = carried
    }

    /// The parts that a column of the manifest names, whatever it calls them.
    public init(_ cohort: Cohort, column: String) {
        var members: [String: Set<String>] = [:]
        for sample in cohort.samples {
            guard let part = sample.attributes[column], !part.isEmpty else { continue }
            members[part, default: []].insert(sample.id)
        }
        self.init(members: members)
    }

    /// The names of the parts: those that Cine knows in the order of their use, then the others by name.
    var names: [String] {
        let known = Part.allCases.map(\.rawValue).filter { members[$0] != nil }
        return known + members.keys.filter { !known.contains($0) }.sorted()
    }

    /// The parts in which any of the samples stands.
    func parts(of ids: [String]) -> [String] {
        names.filter { name in ids.contains { members[name]?.contains($0) ?? false } }
    }
}
