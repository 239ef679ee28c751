import Foundation
import Networks

/// Why a network could not be explained.
public enum SaliencyError: Error, Sendable {
    case unknownMethod(String, nearest: String?, known: [String])
    /// A layer whose output is no map was named.
    case notAMap(path: String, shape: String, maps: [String])
    case unknownLayer(path: String, nearest: String?, maps: [String])
    /// The network has no convolution for a class activation map.
    case noConvolution(method: SaliencyMethod)
    /// The network has no attention to follow.
    case noAttention
    /// The network answers for each step of its sequence, so that there is no one logit to explain.
    case answersFrames
    case engine(PlanError)
    case architecture(ArchitectureError)
}

extension SaliencyError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unknownMethod(let name, let nearest, let known):
            "there is no saliency method `\(name)`; "
                + (nearest.map { "did you mean `\($0)`?" } ?? "there are \(known.joined(separator: ", "))")
        case .notAMap(let path, let shape, let maps):
            "`\(path)` makes \(shape), which shows no place; choose one of the maps: \(maps.joined(separator: ", "))"
        case .unknownLayer(let path, let nearest, let maps):
            "the model has no layer `\(path)`; "
                + (nearest.map { "did you mean `\($0)`?" } ?? "its maps are \(maps.joined(separator: ", "))")
        case .noConvolution(let method):
            "\(method.title) reads the output of a convolution, and this model has none; use --method "
                + Self.list(\.readsAnyNetwork)
        case .noAttention:
            "Attention rollout follows attention over the frames, rows or cells that a model reads as its sequence "
                + "(`transformerEncoder`, `attentionOverTime`), and this model has none; use --method "
                + Self.list { $0 != .attentionRollout }
        case .answersFrames:
            "the network answers for each frame, and saliency explains one answer a scan; put a layer over time before its last"
        case .engine(let error): "\(error)"
        case .architecture(let error): "\(error)"
        }
    }

    private static func list(_ condition: (SaliencyMethod) -> Bool) -> String {
        SaliencyMethod.allCases.filter(condition).map(\.rawValue).joined(separator: ",")
    }
}
