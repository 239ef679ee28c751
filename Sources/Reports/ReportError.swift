import Foundation
import SystemPackage

/// Why a report cannot be made from a run folder.
public enum ReportError: Error, Hashable, Sendable {
    /// The folder has no `pipeline.yaml`, so it is not a run's.
    case notARun(FilePath)
    /// A file does not say what a run's file says.
    case damaged(FilePath, problem: String)
}

extension ReportError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .notARun(let folder):
            "\(folder) is no run folder: it has no pipeline.yaml; name the folder that cine train or cine validate wrote"
        case .damaged(let file, let problem):
            "\(file) is damaged: \(problem); bring it back from a copy, or remove it to leave its part out of the report"
        }
    }

    public var errorDescription: String? { description }
}
