import Audits
import Cohorts
import SystemPackage
import Training

extension Pipeline {
    /// The gate before training: audits the parts and stops at leaks unless they are accepted.
    ///
    /// - Parameters:
    ///   - partings: the split, or that of each fold.
    ///   - leftOut: the ids of samples that stand in no part because they equal judged ones.
    ///   - variants: what else is trained on the same parts, perhaps from other weights.
    ///   - folder: what the path of weights to start from is relative to.
    /// - Returns: the audit; every output is stamped with its `stamp`.
    /// - Throws: `PipelineError.leaks` where something judged depends on what was learnt.
    func passGate(
        _ cohort: Cohort, partings: [AuditedParts], evidence: CohortEvidence, leftOut: Set<String> = [],
        variants: [Pipeline] = [], below folder: FilePath, acceptsLeaks: Bool, watch: (PipelineEvent) -> Void
    ) throws -> LeakAudit {
        let audit = leakAudit(
            cohort, partings: partings, evidence: evidence, leftOut: leftOut, variants: variants, below: folder)
        guard !audit.leaks.isEmpty else { return audit }
        guard acceptsLeaks else { throw PipelineError.leaks(audit) }
        watch(.warning("leaks are accepted, and every output says so; \(audit)"))
        return audit
    }

    /// Checks the pipeline's cohort as its split parts it, and as its `validation` does where the file has that block: the
    /// result of `cine check PIPELINE`.
    ///
    /// - Parameters:
    ///   - data: the folder that holds the data.
    ///   - folder: the pipeline file's folder.
    public func checkCohort(
        data: FilePath, below folder: FilePath, threads: Int, watch: (PipelineEvent) -> Void = { _ in }
    ) throws -> CohortCheck {
        try check()
        let (parts, evidence, groups) = try assemble(from: data, below: folder, threads: threads, watch: watch)
        let leaks = leakAudit(
            parts.cohort, partings: [AuditedParts(parts.split)], evidence: evidence, leftOut: parts.split.leftOut,
            below: folder)
        var check = CohortCheck(parts.cohort, evidence: evidence, split: parts.split, leaks: leaks)
        if places.names("validation") {
            let study = try crossValidation(of: parts.cohort, keepingWhole: groups)
            check.validation = leakAudit(
                parts.cohort, partings: try study.audited(), evidence: evidence, leftOut: Set(study.leftOut.map(\.id)),
                below: folder)
            check.cohort.notes += study.foldsOfOneClass
        }
        return check
    }

    func leakAudit(
        _ cohort: Cohort, partings: [AuditedParts], evidence: CohortEvidence, leftOut: Set<String> = [],
        variants: [Pipeline] = [], below folder: FilePath
    ) -> LeakAudit {
        var files: [WeightFile] = []
        for case .file(let file) in ([self] + variants).map(\.training.initial)
        where !files.contains(where: { $0.path == file.path }) { files.append(file) }
        return LeakAudit(
            cohort, partings: partings, evidence: evidence, leftOut: leftOut,
            initial: files.map { $0.lineage(below: folder) },
            preparation: preparation)
    }
}

extension WeightFile {
    /// What the weights had been trained on.
    ///
    /// - Parameter folder: what the file's path is relative to.
    fileprivate func lineage(below folder: FilePath) -> WeightLineage {
        let imported = try? ImportedWeights(self, below: folder)
        return WeightLineage(of: folder.pushing(FilePath(path)), continuesOthers: imported?.continuesOthers ?? false)
    }
}
