/// The figures of each subgroup of the samples, and whether they differ.
public struct Subgroups: Hashable, Codable, Sendable {
    /// The figures of one subgroup.
    public struct Group: Hashable, Codable, Sendable {
        public var name: String
        public var figures: MetricsSummary
    }

    /// The subgroups in the order that was given, else in alphabetical order.
    public var groups: [Group]

    /// How many samples name no subgroup and stand in none.
    public var unnamed: Int

    /// The test of interaction; nil where it is undefined.
    public var interaction: InteractionTest?

    /// Why there is no test of interaction; nil where there is one.
    public var interactionMissing: String?

    private enum CodingKeys: String, CodingKey {
        case groups, unnamed, interaction
        case interactionMissing = "interaction_missing"
    }

    /// Judges each subgroup, and with two classes tests whether the AUROC of the positive class differs between them.
    ///
    /// - Parameters:
    ///   - names: the subgroup of each sample; nil where it is unknown.
    ///   - order: the names in the order of the groups; those that are not there follow in alphabetical order.
    ///   - classes: the names of the classes in order.
    /// - Throws: `.countMismatch` where there is not one name a sample or one name a class.
    public init<Generator: RandomNumberGenerator>(
        of samples: ScoredSamples, by names: [String?], order: [String] = [], classes: [String],
        bootstrap: Bootstrap = Bootstrap(),
        using generator: inout Generator
    ) throws(EvaluationError) {
        guard names.count == samples.count else {
            throw .countMismatch(list: "subgroups", found: names.count, expected: samples.count)
        }
        guard classes.count == samples.classCount else {
            throw .countMismatch(list: "class names", found: classes.count, expected: samples.classCount)
        }
        var members: [String: [Int]] = [:]
        for (sample, name) in names.enumerated() {
            if let name { members[name, default: []].append(sample) }
        }
        let place = { (name: String) in order.firstIndex(of: name) ?? order.count }
        let parts = members.sorted { (place($0.key), $0.key) < (place($1.key), $1.key) }.map {
            (name: $0.key, samples: samples.selecting($0.value))
        }
        groups = []
        for part in parts {
            groups.append(
                Group(
                    name: part.name,
                    figures: MetricsSummary(
                        of: part.samples, classes: classes, bootstrap: bootstrap, using: &generator)))
        }
        unnamed = names.count { $0 == nil }
        do {
            interaction = try InteractionTest(
                of: parts.map { part throws(EvaluationError) in
                    (part.name, try BinaryScores(part.samples, for: "the test of interaction"))
                })
        } catch {
            interactionMissing = error.description
        }
    }
}
