import Cohorts
import Preparation

/// Whether what is judged is independent of what was learnt: every leak between the parts of a cohort.
public struct LeakAudit: Codable, Hashable, Sendable {
    /// What was found, by kind and then in the order of the cohort.
    public var findings: [LeakFinding]
    /// When two scans count as near-duplicates.
    public var rule: NearDuplicateRule
    /// What the audit cannot see, and what it takes for granted.
    public var notes: [String]

    public init(findings: [LeakFinding], rule: NearDuplicateRule = NearDuplicateRule(), notes: [String] = []) {
        (self.findings, self.rule, self.notes) = (findings, rule, notes)
    }

    /// Audits the parts of a cohort.
    ///
    /// - Parameters:
    ///   - partings: the split, or the split of each fold; a leak is told once, with the parts of the first fold that
    ///     has it.
    ///   - evidence: what the samples hold and how they look.
    ///   - leftOut: the ids of samples that stand in no part because they equal judged ones.
    ///   - initial: what the weights that trainings start from had been trained on; none for fresh ones.
    public init(
        _ cohort: Cohort, partings: [AuditedParts], evidence: CohortEvidence, leftOut: Set<String> = [],
        initial: [WeightLineage] = [], preparation: Preparation
    ) {
        let samples = cohort.samples
        var findings: [LeakFinding] = []
        func look(for kind: LeakFinding.Kind, in groups: [(ids: [String], shared: String?, correlation: Double?)]) {
            for group in groups {
                guard let parts = partings.lazy.map({ $0.parts(of: group.ids) }).first(where: { $0.count > 1 })
                else { continue }
                findings.append(
                    LeakFinding(
                        kind: kind, samples: group.ids, places: parts, shared: group.shared,
                        correlation: group.correlation))
            }
        }
        let patients = Dictionary(grouping: samples.indices) { samples[$0].patient }
            .filter { $0.value.count > 1 }.sorted { $0.value[0] < $1.value[0] }
        look(for: .patient, in: patients.map { ($0.value.map { samples[$0].id }, $0.key, nil) })
        look(
            for: .identical,
            in: evidence.identical.map {
                ($0.map { samples[$0].id }, evidence.contents[$0[0]].hash.map { "\($0)" }, nil)
            })
        look(
            for: .nearDuplicate,
            in: evidence.similar.map { ([samples[$0.first].id, samples[$0.second].id], nil, $0.correlation) })
        findings += Self.usedTwice(partings)
        findings += Self.carried(partings, in: cohort)
        findings += initial.flatMap { $0.findings(cohort, partings: partings, evidence: evidence) }
        for (patient, members) in patients {
            let classes = Set(members.map { samples[$0].label }).sorted()
            guard classes.count > 1, !cohort.hasFindings else { continue }
            findings.append(
                LeakFinding(
                    kind: .classes, samples: members.map { samples[$0].id },
                    places: classes.map { cohort.classes[$0] }, shared: patient))
        }
        let notes = Self.notes(cohort, preparation: preparation, initial: initial)
        self.init(findings: findings, notes: [cohort.words(ofLeftOut: leftOut)].compactMap { $0 } + notes)
    }

    /// The findings that the gate stops at.
    public var leaks: [LeakFinding] { findings.filter(\.isLeak) }

    /// The number of leaks of each kind, with which every output is stamped where they are accepted; nil without any.
    public var stamp: [String: Int]? {
        leaks.isEmpty ? nil : Dictionary(leaks.map { ($0.kind.rawValue, 1) }, uniquingKeysWith: +)
    }

    /// What is scored in the first parting whose weights had learnt from it in another unit.
    private static func carried(_ partings: [AuditedParts], in cohort: Cohort) -> [LeakFinding] {
        for parting in partings {
            guard let carried = parting.carried else { continue }
            let scored = cohort.samples.map(\.id).filter { id in
                carried.learnt.contains(id) && Part.judged.contains { parting.members[$0]?.contains(id) ?? false }
            }
            guard !scored.isEmpty else { continue }
            return [
                LeakFinding(
                    kind: .weights, samples: scored, places: parting.parts(of: scored).filter(Part.judged.contains),
                    shared: carried.unit)
            ]
        }
        return []
    }

    /// Samples that stand in two parts of one parting.
    private static func usedTwice(_ partings: [AuditedParts]) -> [LeakFinding] {
        var told: Set<LeakFinding> = []
        var findings: [LeakFinding] = []
        for parting in partings {
            let names = parting.names
            for (index, part) in names.enumerated() {
                for other in names[(index + 1)...] {
                    let shared = (parting.members[part] ?? []).intersection(parting.members[other] ?? [])
                    guard !shared.isEmpty else { continue }
                    let finding = LeakFinding(
                        kind: part == Part.tuning.rawValue ? .choice : .sample, samples: shared.sorted(),
                        places: [part, other])
                    if told.insert(finding).inserted { findings.append(finding) }
                }
            }
        }
        return findings
    }

    private static func notes(
        _ cohort: Cohort, preparation: Preparation, initial: [WeightLineage]
    ) -> [String] {
        var notes: [String] = []
        if !cohort.hasPatients {
            notes.append("patients are unknown: that one of them stands in two parts cannot be seen")
        }
        if case .fixed = preparation.normalise {
            notes.append(
                "intensities are normalised with the pipeline's own mean and deviation: whether judged scans helped to "
                    + "find them cannot be seen")
        } else {
            notes.append("intensities are normalised scan by scan: nothing is fitted on the cohort")
        }
        notes += initial.compactMap(\.note)
        return notes
    }
}

extension Part {
    /// The names of the parts that are scored.
    static let judged = [Part.validation.rawValue, Part.test.rawValue]
}

extension Cohort {
    /// How many samples are in no part because they equal judged ones, in a sentence; nil where none is.
    public func words(ofLeftOut ids: Set<String>) -> String? {
        guard let first = samples.first(where: { ids.contains($0.id) }) else { return nil }
        let which = ids.count == 1 ? "1 scan is" : "\(ids.count) scans are"
        return
            "\(which) left out (first: \(first.id)): fixed parts tear \(ids.count == 1 ? "it" : "them") from scans that "
            + "\(ids.count == 1 ? "it equals" : "they equal"), or nearly so, and those are kept where they are judged"
    }
}

extension LeakAudit: CustomStringConvertible {
    /// One line a leak, at most twenty: the first of each kind, then the others.
    public var description: String {
        let leaks = leaks
        let first = LeakFinding.Kind.allCases.compactMap { kind in leaks.firstIndex { $0.kind == kind } }
        let order = first + leaks.indices.filter { !first.contains($0) }
        return CohortAudit.section("leaks between parts", order.map { "\(leaks[$0])" }).joined(separator: "\n")
    }
}
