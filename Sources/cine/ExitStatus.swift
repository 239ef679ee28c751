import ArgumentParser
import Cohorts
import Phantoms
import Pipelines
import RunFolders
import Studies
import Training

/// The exit codes of the command's contract.
enum ExitStatus: Int32, Error {
    case done = 0
    /// Some scans failed, or a check found something.
    case someFailed = 1
    case usage = 64
    /// Bad data or configuration.
    case badData = 65
    /// The output cannot be written.
    case cannotWrite = 74
    /// Interrupted; the same command goes on.
    case interrupted = 75

    var code: ExitCode { ExitCode(rawValue) }
}

extension ExitStatus {
    /// The status that tells of an error.
    init(for error: any Error) {
        switch error {
        case let error as RunFolderError: self = error.concernsReading ? .badData : .cannotWrite
        case TrainingError.output(let error): self.init(for: error)
        case TrainingError.interrupted, ClassificationError.interrupted, StudyError.interrupted,
            ExplainError.interrupted, CohortError.interrupted, TrustError.interrupted, is PhantomInterruption:
            self = .interrupted
        case StudyError.stopped(_, let status): self = ExitStatus(rawValue: Int32(clamping: status)) ?? .badData
        case ClassificationError.output(let error): self = error.concernsReading ? .badData : .cannotWrite
        case is OutputError, is PhantomFolderError: self = .cannotWrite
        default: self = .badData
        }
    }
}
