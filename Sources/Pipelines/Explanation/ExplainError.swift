import Foundation
import Networks
import Preparation

/// Why a scan, or a model, could not be explained.
public enum ExplainError: Error, Sendable {
    case unknownClass(String, nearest: String?, classes: [String])
    case shape(found: InputShape, wanted: InputShape)
    case logitsNotFinite
    /// The caller asked to stop; the scans so far are written.
    case interrupted(scans: Int)
    case methodless
    /// The model answers for each frame, so that there is no one logit to explain.
    case answersFrames(model: String)
    /// Scans that are like prototypes were asked for, and the model has none.
    case withoutPrototypes(model: String)
}

extension ExplainError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unknownClass(let name, let nearest, let classes):
            "the model has no class `\(name)`; "
                + (nearest.map { "did you mean `\($0)`?" } ?? "its classes are \(classes.joined(separator: ", "))")
        case .shape(let found, let wanted):
            "the scan becomes \(found) where the model reads \(wanted); "
                + "train the model with preparation.frames and preparation.size"
        case .logitsNotFinite:
            "the network's outputs are not finite numbers; the scan has values unlike any it was trained on"
        case .interrupted(let scans): "interrupted after \(scans) scans; the same command goes on from there"
        case .answersFrames(let model):
            "model \(model) answers for each frame, and saliency explains one answer a scan; `cine classify` writes what it says "
                + "of each frame, and a model with a layer over time before its last can be explained"
        case .withoutPrototypes(let model):
            "model \(model) holds no prototypes of its training cohort, so that no scan of it can be shown; leave out --cohort"
        case .methodless: "name at least one saliency method"
        }
    }
}
