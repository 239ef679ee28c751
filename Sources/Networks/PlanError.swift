import Foundation
import Kernels
import Names
import Tensors

/// Why a plan cannot be made or cannot do what it was asked.
public enum PlanError: Error, Hashable, Sendable {
    case architecture(ArchitectureError)
    case kernel(KernelError)
    case invalidBatch(Int)
    case invalidThreads(Int)
    /// Weights lack a tensor that a layer needs.
    case missingTensor(name: String)
    /// Weights hold a tensor that no layer knows.
    case unknownTensor(name: String)
    case shapeDiffers(name: String, given: Shape, wanted: Shape)
    case notATrainingPlan(operation: String)
    case notAnInferencePlan
    /// The plan was made without `mode: .explain`.
    case notAnExplainingPlan(operation: String)
    /// A layer whose output was asked for does not exist.
    case unknownTap(path: String, known: [String])
    /// The plan was made without this layer among its taps.
    case notTapped(path: String, taps: [String])
    case logitGradient(given: Int, wanted: Int)
    /// The plan was made without `averages: true`.
    case noAverage
    /// A layer to freeze does not exist or has no parameters.
    case unknownLayer(path: String, known: [String])
    case noFrozenFeatures
    case frozenBehindTrained(frozen: String, trained: String)
    case nothingToTrain(paths: [String])
    case labelCount(given: Int, batch: Int)
    case labelOutOfRange(label: Int, classes: Int)
    case classWeights(given: [Float], classes: Int)
    case labelSmoothing(Float)
    case targetShape(given: Shape, wanted: Shape)
    case inputIndex(Int, batch: Int)
    case inputShape(given: Shape, wanted: Shape)
    case clinicalCount(given: Int, wanted: Int)
}

extension PlanError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .architecture(let error): error.description
        case .kernel(let error): error.description
        case .invalidBatch(let batch): "the batch of \(batch) must be from 1 to \(FeatureLimits.extent)"
        case .invalidThreads(let threads): "\(threads) threads cannot compute; use from 1 to 1024"
        case .missingTensor(let name): "the weights lack `\(name)`; they belong to another model"
        case .unknownTensor(let name):
            "the weights hold `\(name)`, which the model does not know; they belong to another model"
        case .shapeDiffers(let name, let given, let wanted):
            "`\(name)` has the shape \(given) but the model needs \(wanted); the weights belong to another model"
        case .notATrainingPlan(let operation): "\(operation) needs a plan made with `mode: .train`"
        case .notAnInferencePlan: "inference needs a plan made with `mode: .infer`"
        case .notAnExplainingPlan(let operation): "\(operation) needs a plan made with `mode: .explain`"
        case .unknownTap(let path, let known):
            "the model has no layer `\(path)`"
                + (NearestName.to(path, among: known).map { "; did you mean `\($0)`?" }
                    ?? "; its layers are \(known.joined(separator: ", "))")
        case .notTapped(let path, let taps):
            "the plan does not keep what `\(path)` makes; it keeps "
                + (taps.isEmpty ? "nothing" : taps.joined(separator: ", "))
        case .logitGradient(let given, let wanted):
            "\(given) numbers were given as the gradient of \(wanted) logits (batch×classes)"
        case .noAverage: "the average of the weights needs a training plan made with `averages: true`"
        case .unknownLayer(let path, let known):
            "there is no layer `\(path)` with weights to freeze"
                + (NearestName.to(path, among: known).map { "; did you mean `\($0)`?" }
                    ?? "; there are \(known.joined(separator: ", "))")
        case .noFrozenFeatures:
            "the plan has no frozen layers whose outputs could be kept"
        case .frozenBehindTrained(let frozen, let trained):
            "`\(frozen)` cannot be frozen behind `\(trained)`, which learns: layers with running statistics can be frozen only where "
                + "nothing before them learns"
        case .nothingToTrain(let paths):
            "freezing \(paths.joined(separator: ", ")) leaves nothing to train"
        case .labelCount(let given, let batch): "\(given) labels were given for a batch of \(batch)"
        case .labelOutOfRange(let label, let classes): "the label \(label) is not one of the \(classes) classes from 0"
        case .classWeights(let given, let classes):
            "the class weights \(given) must be \(classes) finite numbers of at least 0, not all 0 for the batch"
        case .labelSmoothing(let value): "the label smoothing \(value) must be at least 0 and below 1"
        case .targetShape(let given, let wanted):
            "targets of the shape \(given) were given for outputs of the shape \(wanted) (batch×outputs)"
        case .inputIndex(let index, let batch): "there is no place \(index) in a batch of \(batch)"
        case .inputShape(let given, let wanted):
            "frames of the shape \(given) were given but the plan reads \(wanted) "
                + "(frames×height×width×channels) or fewer frames"
        case .clinicalCount(let given, let wanted):
            "\(given) clinical numbers were given but the plan reads \(wanted)"
        }
    }

    public var errorDescription: String? { description }
}
