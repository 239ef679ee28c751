import Cohorts
import Foundation
import Networks
import Preparation
import RunFolders
import SystemPackage
import Tensors

/// Why a training could not begin, go on or end.
public enum TrainingError: Error, Sendable {
    /// The training part is empty.
    case noSamples
    /// A class has no sample in the training part.
    case classWithoutSamples(String)
    /// `classWeights` lists another number of weights than there are classes.
    case classWeightCount(found: Int, classes: Int)
    /// The binary cross-entropy lists another number of weights than there are findings.
    case findingWeightCount(found: Int, findings: Int)
    /// Early stopping looks at the AUROC of a tuning part in which only one class occurs.
    case tuningClasses(samples: Int)
    /// A clinical column has no value in the training part.
    case clinicalWithoutValues(column: String)
    /// The network ends in another number of outputs than there are classes.
    case outputCount(found: Int, classes: Int)
    /// The network answers for each frame where samples have one label, or the other way round.
    case answers(found: Answer, wanted: Answer)
    /// A scan has another number of frames than labels.
    case frameLabels(CohortError)
    /// A scan could not be read or prepared.
    case scan(SampleFailure)
    /// A prepared scan has another shape, T × H × W × C, than the first one.
    case unequalScan(id: String, shape: Shape, expected: InputShape)
    /// The loss is infinite or not a number; `step` is nil where it is that of the tuning part.
    case lossNotFinite(epoch: Int, step: Int?, learningRate: Double)
    /// Weights are infinite or not numbers after an epoch whose losses were finite.
    case weightsNotFinite(epoch: Int, learningRate: Double)
    /// The caller asked to stop; the state is saved.
    case interrupted(epoch: Int, step: Int)
    /// The checkpoint was written by a training with other settings or samples.
    case foreignCheckpoint(FilePath)
    /// The checkpoint lacks something or holds something that does not fit.
    case damagedCheckpoint(FilePath, problem: String)
    /// The weights to start from do not fit the network.
    case initialWeights(WeightFileError)
    /// The network cannot read the prepared scans.
    case architecture(ArchitectureError)
    /// The engine refused an operation.
    case engine(PlanError)
    /// A file of the run could not be read or written.
    case output(RunFolderError)
}

extension TrainingError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .noSamples:
            "the training part has no samples; check `where` and `split` in the cohort block"
        case .classWithoutSamples(let name):
            "the training part has no sample of class \(name); check `classes`, `where` and `split` in the cohort block"
        case .classWeightCount(let found, let classes):
            "training.classWeights lists \(found) weights but there are \(classes) classes; give one weight a class"
        case .findingWeightCount(let found, let findings):
            "training.loss.binaryCrossEntropy lists \(found) weights but there are \(findings) labels; give one weight a label"
        case .tuningClasses(let samples):
            "the \(samples) tuning samples are all of one class and have no AUROC; "
                + "raise split.tuning, or set training.earlyStopping.metric to loss"
        case .clinicalWithoutValues(let column):
            "the clinical column \(column) has no value in the training part; leave it out of cohort.clinical"
        case .outputCount(let found, let classes):
            "the network ends in \(found) outputs but there are \(classes) classes; "
                + "end the model with a dense layer of \(classes) units"
        case .answers(let found, let wanted):
            "the network gives \(found) where the cohort's labels want \(wanted); see cohort.frameLabels"
        case .frameLabels(let error): "\(error)"
        case .scan(let failure):
            "\(failure); repair the scan or leave it out of the cohort"
        case .unequalScan(let id, let shape, let expected):
            "\(id) becomes \(shape) (frames × height × width × channels) where the first training scan became \(expected); "
                + "set preparation.frames and preparation.size so that all scans have one shape"
        case .lossNotFinite(let epoch, let step, let learningRate):
            "the loss is no longer a finite number \(step.map { "in step \($0) of" } ?? "on the tuning part after") "
                + "epoch \(epoch); try a lower training.optimizer learning rate than \(learningRate), "
                + "or set training.clip to a smaller norm"
        case .weightsNotFinite(let epoch, let learningRate):
            "the weights are no longer finite numbers after epoch \(epoch); "
                + "try a lower training.optimizer learning rate than \(learningRate), or set training.clip to a smaller norm"
        case .interrupted(let epoch, let step):
            "interrupted in epoch \(epoch) after \(step) steps; the same command goes on from there"
        case .foreignCheckpoint(let path):
            "\(path) was written by a training with other settings or samples; "
                + "use another output folder, or delete the checkpoints to start again"
        case .damagedCheckpoint(let path, let problem):
            "\(path) is damaged: \(problem); delete the checkpoints folder to start again"
        case .initialWeights(let error): "\(error)"
        case .architecture(let error): "\(error)"
        case .engine(let error): "\(error)"
        case .output(let error): "\(error)"
        }
    }
}

extension TrainingError {
    /// Runs operations of the engine.
    static func inEngine<Result>(_ body: () throws(PlanError) -> Result) throws(TrainingError) -> Result {
        do {
            return try body()
        } catch {
            throw .engine(error)
        }
    }

    /// Runs operations on the run's files.
    static func inRunFolder<Result>(_ body: () throws(RunFolderError) -> Result) throws(TrainingError) -> Result {
        do {
            return try body()
        } catch {
            throw .output(error)
        }
    }
}
