import Evaluation

/// What an ablation's figures say in words: what the data support, and what they do not.
struct AblationWords {
    let result: AblationResult
    private let metric: Metric

    /// The level of the tests.
    private static let level = 0.05

    init(_ result: AblationResult) {
        self.result = result
        metric = result.metrics[0]
    }

    /// The paragraph, sentence by sentence.
    var sentences: [String] {
        [
            LeakWords.sentence(result.leaksAccepted), baseline, supported, unsupported, sameArms, sequence, permutation,
            chain, failed, caution,
        ].compactMap { $0 }
    }

    private var compared: [(arm: AblationResult.Arm, row: AblationResult.Row)] {
        result.arms.dropFirst().compactMap { arm in
            guard arm.sameAs == nil, let row = arm.rows.first(where: { $0.metric == metric }) else { return nil }
            return (arm, row)
        }
    }

    private var baseline: String? {
        guard let row = result.arms.first?.rows.first(where: { $0.metric == metric }) else {
            return "The baseline has no figure, so nothing can be compared with it."
        }
        return "The baseline reaches \(name) \(AblationTables.text(row.estimate)) on "
            + "\(Figures.count(result.scans, "scan")) of \(Figures.count(result.patients, "patient")), "
            + (result.leaksAccepted == nil ? "each judged by a model that never saw the patient; " : "")
            + "every arm has the same folds, seeds and order of scans."
    }

    private var supported: String? {
        let sure = compared.filter { ($0.row.holmP ?? 1) < Self.level }
        let tested = compared.count { $0.row.holmP != nil }
        guard tested > 0 else { return nil }
        guard !sure.isEmpty else {
            return
                "After Holm’s correction over \(Figures.count(tested, "arm")), the data support no difference from the baseline."
        }
        return "After Holm’s correction over \(Figures.count(tested, "arm")), the data support a difference for "
            + list(sure.map { "\($0.arm.name) (\(difference($0.row)), p \(p($0.row.holmP)))" }) + "."
    }

    private var unsupported: String? {
        let open = compared.filter { $0.row.holmP.map { $0 >= Self.level } ?? false }
        guard !open.isEmpty else { return nil }
        let widest = open.compactMap { item -> (String, Double)? in
            guard let low = item.row.comparison?.difference.low, let high = item.row.comparison?.difference.high else {
                return nil
            }
            return (item.arm.name, max(abs(low), abs(high)))
        }.max { $0.1 < $1.1 }
        return "They do not tell \(list(open.map(\.arm.name))) from the baseline; that is no proof of equality"
            + (widest.map { ": for \($0.0), a difference of up to \(Figures.fixed($0.1, 3)) remains possible." } ?? ".")
    }

    private var sameArms: String? {
        let same = result.arms.filter { $0.sameAs != nil }
        guard !same.isEmpty else { return nil }
        return list(same.map { "\($0.name) is the same pipeline as \($0.sameAs ?? "")" })
            + ", and was computed once."
    }

    /// Whether the order of the frames matters at all.
    private var sequence: String? {
        guard let item = compared.first(where: { $0.arm.control == "scrambled" }) else { return nil }
        guard let adjusted = item.row.holmP else { return nil }
        if adjusted < Self.level, (item.row.comparison?.difference.value ?? 0) < 0 {
            return "The order of the frames matters: shuffled in time, they cost \(difference(item.row))."
        }
        return "There is no evidence that the order of the frames matters: shuffled in time, they change \(name) by "
            + "\(difference(item.row))."
    }

    private var permutation: String? {
        guard metric == .auroc, let item = compared.first(where: { $0.arm.control == "label-permutation" }),
            let low = item.row.estimate.low, let high = item.row.estimate.high
        else { return nil }
        return low <= 0.5 && high >= 0.5
            ? "With shuffled labels \(name) is \(AblationTables.text(item.row.estimate)), which is chance, as it must be."
            : "With shuffled labels \(name) is \(AblationTables.text(item.row.estimate)), whose interval leaves "
                + "chance out. That befalls one sound study in twenty and more with few patients; repeat it with other seeds "
                + "(validation.permutations), and if it stays, something leaks and no other figure here should be trusted."
    }

    private var chain: String? {
        guard let steps = result.chain, let last = steps.last else { return nil }
        let kept = steps.map { "\($0.factor): \($0.kept)" }
        let final = compared.first { $0.arm.name == last.kept }
        return "The chain chose on the tuning parts alone and kept \(list(kept)). "
            + (final.map {
                "Judged once, its end differs from the baseline by \(difference($0.row)), p \(p($0.row.holmP))."
            }
                ?? "It ended where it began, at the baseline.")
    }

    private var failed: String? {
        let failed = result.arms.filter { $0.problem != nil }
        guard !failed.isEmpty else { return nil }
        return
            "\(list(failed.map(\.name))) failed and \(failed.count == 1 ? "has" : "have") no figures; the table says why."
    }

    private var caution: String? {
        result.seeds > 1
            ? nil
            : "Each fold was trained with one seed, so that an interval says how other patients, not how other seeds "
                + "would change a figure."
    }

    private var name: String { metric == .auroc ? "AUROC" : metric.rawValue.replacing("_", with: " ") }

    private func difference(_ row: AblationResult.Row) -> String {
        row.comparison.map { AblationTables.text($0.difference, signed: true) } ?? "–"
    }

    private func p(_ value: Double?) -> String {
        let text = AblationTables.p(value)
        return text.hasPrefix("<") ? text : "= \(text)"
    }

    private func list(_ items: [String]) -> String {
        items.count < 2 ? items.joined() : items.dropLast().joined(separator: ", ") + " and " + (items.last ?? "")
    }
}
