import Audits
import SystemPackage

/// Why a run cannot begin or go on, beside what its stages say.
public enum PipelineError: Error, Hashable, Sendable {
    /// The scans, their labels or their parts are not those that the run folder was begun with.
    case otherData(FilePath)
    /// A file of a finished run cannot be read.
    case damagedFile(FilePath)
    /// Training starts from the weights of a unit that no plan has.
    case unknownUnit(String)
    /// Training starts from the weights of the fold before, and there is one training only.
    case noPreviousFold
    /// Leaks cross the parts.
    case leaks(LeakAudit)
}

extension PipelineError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .otherData(let path):
            "\(path) was written for other scans, labels or parts; name another output folder, or bring the data back"
        case .damagedFile(let path):
            "\(path) is damaged; remove it and model.safetensors beside it, and give the same command again"
        case .unknownUnit(let name):
            "training.initial.unit is “\(name)”; previousFold is the only unit that weights can be carried from"
        case .noPreviousFold:
            "training.initial carries weights from fold to fold, which cine validate alone does; use it, or write "
                + "training.initial: fresh"
        case .leaks(let audit):
            "what is judged is not independent of what is learnt; \(audit)\n"
                + "name the patients' column in cohort.group, keep equal and similar scans together with "
                + "cohort.groupDuplicates: true, carry no weights between folds, or go on with --accept-leaks, which every "
                + "output then says"
        }
    }
}
