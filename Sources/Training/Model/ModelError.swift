import Evaluation
import Foundation
import Networks
import Preparation
import RunFolders
import SystemPackage
import Tensors

/// Why a model file could not be used.
public struct ModelError: Error, Sendable {
    /// The file.
    public var path: FilePath
    /// What was wrong with it.
    public var problem: ModelProblem

    public init(path: FilePath, problem: ModelProblem) {
        self.path = path
        self.problem = problem
    }
}

/// What can be wrong with a model file.
public enum ModelProblem: Error, Sendable {
    /// The file could not be read.
    case unreadable(RunFolderError)
    /// The bytes are no safetensors file, or a damaged one.
    case damaged(SafeTensorsError)
    /// A safetensors file that Cine did not write.
    case notAModel
    /// The file is of a layout that this version does not know.
    case version(found: String, newest: Int)
    /// An entry of the metadata is missing.
    case missing(key: String)
    /// An entry of the metadata does not spell what it should.
    case value(key: String, problem: String)
    /// The content does not have the id that the file states.
    case wrongID(stated: String, found: String)
    /// There are fewer than two classes, or two of the same name.
    case classes([String])
    /// The positive class is none of the classes.
    case positiveClass(Int, classes: Int)
    /// The model says that it has no member, or too many.
    case members(Int)
    /// The scales of the clinical columns do not fit the network.
    case clinical(scalings: Int, members: Int, numbers: Int)
    /// A model of findings that do not exclude each other has a positive class or a calibration.
    case findings
    /// A calibration does not fit the classes.
    case calibration(EvaluationError)
    /// The operating point is no threshold between two classes.
    case operatingPoint(threshold: Double, classes: Int)
    /// The models of a stack do not fit together.
    case stack(String)
    /// The uncertainty from which on the model abstains is no number.
    case abstention(limit: Double)
    /// The prevalences are no shares of the model's classes.
    case prevalence(String)
    /// A number of scans that no cohort has.
    case count(Int)
    /// The feature profiles do not fit the members or contradict themselves.
    case profiles(found: Int, members: Int)
    /// The preparation cannot be carried out.
    case preparation(PreparationError)
    /// The architecture cannot read the input shape.
    case architecture(ArchitectureError)
    /// The network ends in another number of outputs than there are classes.
    case outputs(found: Int, classes: Int)
    /// The network answers for another number of steps than a sequence has frames.
    case steps(found: Int, frames: Int)
    /// A model that answers for each frame has a calibration, an operating point, an abstention or a prevalence.
    case framesDecided
    /// The architecture needs weights that are not there.
    case missingWeights(name: String)
    /// There are weights that the architecture does not have.
    case extraWeights(name: String)
    /// Weights have another shape than the architecture needs.
    case weightShape(name: String, found: Shape, expected: Shape)
    /// A weight is infinite or not a number.
    case weightsNotFinite(name: String)
}

extension ModelError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { description }

    public var description: String {
        if case .unreadable(let error) = problem { return "\(error)" }
        return "\(path) cannot be used as a model: \(problem)"
    }
}

extension ModelProblem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let error): "\(error)"
        case .damaged(let error): "\(error)"
        case .notAModel:
            "it is a safetensors file but not one that cine wrote; name the model.safetensors of a run"
        case .version(let found, let newest):
            "it has layout \(found) and this version of cine reads up to \(newest); update cine"
        case .missing(let key): "its metadata lack \(key); copy the file again from where it came"
        case .value(let key, let problem): "its metadata entry \(key) is wrong: \(problem)"
        case .wrongID(let stated, let found):
            "it says that it is model \(stated) but its content is that of \(found); it was changed after it was written"
        case .classes(let names): "it names the classes \(names), where at least two different ones are needed"
        case .positiveClass(let place, let classes): "its positive class is number \(place) of \(classes) classes"
        case .members(let count):
            "it says that it has \(count) members; 1 to \(ModelDescription.memberLimit) are possible"
        case .clinical(let scalings, let members, let numbers):
            "it has \(scalings) scales of clinical columns for \(members) members that read \(numbers) numbers; each member "
                + "needs one, with a mean and a positive deviation for each column"
        case .findings: "its classes do not exclude each other, but it has a positive class or a calibration"
        case .calibration(let error): "its calibration does not fit its classes: \(error)"
        case .operatingPoint(let threshold, let classes):
            "its operating point is \(threshold) with \(classes) classes; it must be a number, with two classes"
        case .stack(let problem): "it is a stack, but \(problem)"
        case .abstention(let limit): "it abstains above an uncertainty of \(limit), which is no number"
        case .prevalence(let problem): "its prevalence does not fit its classes: \(problem)"
        case .count(let count):
            "it counts \(count) scans where a number from 0 to 2^40 is expected; the file is damaged, train the model again"
        case .profiles(let found, let members):
            "its \(found) feature profiles do not fit its \(members) members, or contradict themselves; train the model again"
        case .preparation(let error): "\(error)"
        case .architecture(let error): "\(error)"
        case .outputs(let found, let classes): "its network has \(found) outputs for \(classes) classes"
        case .steps(let found, let frames): "its network answers for \(found) steps of \(frames) frames"
        case .framesDecided:
            "it answers for each frame, but has a calibration, an operating point, an abstention or a prevalence of scans"
        case .missingWeights(let name): "the weights \(name) are missing"
        case .extraWeights(let name): "its architecture has no place for the weights \(name)"
        case .weightsNotFinite(let name):
            "the weights \(name) hold numbers that are not finite; train the model again"
        case .weightShape(let name, let found, let expected):
            "the weights \(name) are \(found) where the architecture needs \(expected)"
        }
    }
}
