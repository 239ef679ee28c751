import Cohorts
import Preparation

/// The result of `cine check`: the cohort's audit, its near-duplicates and the leaks between its parts.
public struct CohortCheck: Sendable {
    /// Two scans that look the same although their files differ.
    public struct NearDuplicatePair: Encodable, Hashable, Sendable {
        public var samples: [String]
        public var classes: [String]
        public var parts: [String]
        /// How alike they are, up to 1.
        public var correlation: Double
    }

    public var cohort: CohortAudit
    public var nearDuplicates: [NearDuplicatePair]
    public var leaks: LeakAudit
    /// The leaks between what a cross-validation learns from and what it judges; nil where none is asked for.
    public var validation: LeakAudit?

    /// Checks a cohort as it is, with the parts that a column names.
    ///
    /// - Parameters:
    ///   - preparation: how the scans were prepared for the evidence.
    ///   - partColumn: the column of the parts; one with a common name if there is one and none is given.
    /// - Throws: `CohortError.unknownColumn` where `partColumn` is not there.
    public init(
        _ cohort: Cohort, evidence: CohortEvidence, preparation: Preparation, partColumn: String? = nil
    ) throws(CohortError) {
        let audit = try CohortAudit(cohort, contents: evidence.contents, partColumn: partColumn)
        let parts = audit.partColumn.map { [AuditedParts(cohort, column: $0)] } ?? []
        let leaks = LeakAudit(cohort, partings: parts, evidence: evidence, preparation: preparation)
        self.init(cohort, audit: audit, evidence: evidence, parts: parts, leaks: leaks)
    }

    /// Checks a cohort as a split parts it, with the leaks that were found in it.
    public init(_ cohort: Cohort, evidence: CohortEvidence, split: Split, leaks: LeakAudit) {
        let audit = CohortAudit(cohort, contents: evidence.contents, split: split)
        self.init(cohort, audit: audit, evidence: evidence, parts: [AuditedParts(split)], leaks: leaks)
    }

    private init(
        _ cohort: Cohort, audit: CohortAudit, evidence: CohortEvidence, parts: [AuditedParts], leaks: LeakAudit
    ) {
        (self.cohort, self.leaks) = (audit, leaks)
        self.cohort.notes += leaks.notes
        nearDuplicates = evidence.similar.map { pair in
            let samples = [cohort.samples[pair.first], cohort.samples[pair.second]]
            return NearDuplicatePair(
                samples: samples.map(\.id), classes: Set(samples.map(cohort.className)).sorted(),
                parts: parts.first?.parts(of: samples.map(\.id)) ?? [], correlation: pair.correlation)
        }
    }

    /// Whether the check found something: an unreadable scan, equal or nearly equal files, a leak.
    public var foundSomething: Bool {
        cohort.foundSomething || !nearDuplicates.isEmpty || !leaks.leaks.isEmpty
            || validation?.leaks.isEmpty == false
    }
}

extension CohortCheck: Encodable {
    private enum CodingKeys: String, CodingKey {
        case leaks
        case validation = "validation_leaks"
        case nearDuplicates = "near_duplicates"
        case rule = "near_duplicate_rule"
    }

    /// The keys of the cohort's audit, and those of the pairs, the leaks and the rule beside them.
    public func encode(to encoder: any Encoder) throws {
        try cohort.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(nearDuplicates, forKey: .nearDuplicates)
        try container.encode(leaks.leaks, forKey: .leaks)
        try container.encodeIfPresent(validation?.leaks, forKey: .validation)
        try container.encode(leaks.rule, forKey: .rule)
    }
}

extension CohortCheck: CustomStringConvertible {
    /// The audit for a reader.
    public var description: String {
        var lines = cohort.lines
        lines += CohortAudit.section("pairs of near-duplicates", nearDuplicates.map { "\($0)" })
        lines += CohortAudit.section("leaks between parts", leaks.leaks.map { "\($0)" })
        if let validation {
            lines += CohortAudit.section("leaks between the folds of validation", validation.leaks.map { "\($0)" })
        }
        lines += cohort.notes.map { "note: \($0)" }
        return (lines + [CohortAudit.verdict(foundSomething)]).joined(separator: "\n")
    }
}

extension CohortCheck.NearDuplicatePair: CustomStringConvertible {
    /// As in `a, b (correlation 0.987); in parts train, validation`.
    public var description: String {
        var line = "\(samples.joined(separator: ", ")) (correlation \(LeakFinding.figure(correlation)))"
        if classes.count > 1 { line += "; in classes \(classes.joined(separator: ", "))" }
        if parts.count > 1 { line += "; in parts \(parts.joined(separator: ", "))" }
        return line
    }
}
