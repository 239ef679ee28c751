import Studies
import Training

/// What happens while a pipeline runs, for whoever watches.
public enum PipelineEvent: Sendable {
    /// Something worth telling.
    case note(String)
    /// Something that a person should look at.
    case warning(String)
    /// Scans were read and compared, this many of so many.
    case examined(Int, of: Int)
    /// A unit of several begins: its place in the plan, from 0, and how many there are.
    case unit(Int, of: Int)
    /// Units run in processes of their own.
    case units(ProcessRunner.Progress)
    case training(TrainingProgress)
    /// Scans were judged, this many of so many.
    case judged(Int, of: Int)
}

extension PipelineEvent {
    init(_ progress: JudgedTraining.Progress) {
        self =
            switch progress {
            case .training(let progress): .training(progress)
            case .judged(let count, let total): .judged(count, of: total)
            }
    }
}
