import Audits
import Cohorts
import SystemPackage
import Training

extension Pipeline {
    /// The gate before training: audits the parts and stops at leaks unless they are accepted.
    ///
    /// - Parameters:
    ///   - partings: the split, or that of each fold.
    ///   - folder: what the path of weights to start from is relative to.
    /// - Returns: the audit; every output is stamped with its `stamp`.
    /// - Throws: `PipelineError.leaks` where something judged depends on what was learnt.
    func passGate(
        _ cohort: Cohort, partings: [AuditedParts], evidence: CohortEvidence, below folder: FilePath,
        acceptsLeaks: Bool,
        watch: (PipelineEvent) -> Void
    ) throws -> LeakAudit {
        let audit = leakAudit(cohort, partings: partings, evidence: evidence, below: folder)
        guard !audit.leaks.isEmpty else { return audit }
        guard acceptsLeaks else { throw PipelineError.leaks(audit) }
        watch(.warning("leaks are accepted, and every output says so; \(audit)"))
        return audit
    }

    /// Checks the pipeline's cohort as its split parts it: the result of `cine check PIPELINE`.
    ///
    /// - Parameters:
    ///   - data: the folder that holds the data.
    ///   - folder: the pipeline file's folder.
    public func checkCohort(
        data: FilePath, below folder: FilePath, threads: Int, watch: (PipelineEvent) -> Void = { _ in }
    ) throws -> CohortCheck {
        try check()
        let (parts, evidence) = try assemble(from: data, below: folder, threads: threads, watch: watch)
        let leaks = leakAudit(parts.cohort, partings: [AuditedParts(parts.split)], evidence: evidence, below: folder)
        return CohortCheck(parts.cohort, evidence: evidence, split: parts.split, leaks: leaks)
    }

    func leakAudit(
        _ cohort: Cohort, partings: [AuditedParts], evidence: CohortEvidence, below folder: FilePath
    ) -> LeakAudit {
        LeakAudit(
            cohort, partings: partings, evidence: evidence, initial: training.initial.lineage(below: folder),
            preparation: preparation)
    }
}

extension InitialWeights {
    /// What the weights of a file had been trained on; nil where no file is named.
    ///
    /// - Parameter folder: what the file's path is relative to.
    func lineage(below folder: FilePath) -> WeightLineage? {
        guard case .file(let file) = self else { return nil }
        let imported = try? imported(below: folder)
        return WeightLineage(
            of: folder.pushing(FilePath(file.path)), continuesOthers: imported?.continuesOthers ?? false)
    }
}
