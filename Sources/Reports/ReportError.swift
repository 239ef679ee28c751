import Foundation
import SystemPackage

/// Why a report cannot be made from a run folder.
public enum ReportError: Error, Hashable, Sendable {
    /// The folder has no `pipeline.yaml`, so it is not a run's.
    case notARun(FilePath)
    /// A file does not say what a run's file says.
    case damaged(FilePath, problem: String)
    /// The run has no scores of classes that exclude each other.
    case nothingToCompare(FilePath)
    /// Two runs did not judge the same.
    case notComparable(FilePath, FilePath, problem: String)
}

extension ReportError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .notARun(let folder):
            "\(folder) is no run folder: it has no pipeline.yaml; name the folder that cine train or cine validate wrote"
        case .damaged(let file, let problem):
            "\(file) is damaged: \(problem); bring it back from a copy, or remove it to leave its part out of the report"
        case .nothingToCompare(let folder):
            "\(folder) cannot be compared: it has no predictions.csv, or its labels do not exclude each other; finish the run first"
        case .notComparable(let run, let other, let problem):
            "\(run) and \(other) cannot be compared: \(problem); name two runs on the same cohort"
        }
    }

    public var errorDescription: String? { description }
}
