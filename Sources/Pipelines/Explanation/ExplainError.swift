import Foundation
import Imaging
import Networks
import Preparation

/// Why a scan, or a model, could not be explained.
public enum ExplainError: Error, Sendable {
    case unknownClass(String, nearest: String?, classes: [String])
    /// A volume or clip where the model reads single images.
    case sequenceForImage(found: Int)
    /// A single image where the model reads sequences.
    case imageForSequence(format: ScanFormat, frames: Int)
    case shape(found: InputShape, wanted: InputShape)
    case logitsNotFinite
    /// The caller asked to stop; the scans so far are written.
    case interrupted(scans: Int)
    case methodless
}

extension ExplainError: LocalizedError, CustomStringConvertible {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unknownClass(let name, let nearest, let classes):
            "the model has no class `\(name)`; "
                + (nearest.map { "did you mean `\($0)`?" } ?? "its classes are \(classes.joined(separator: ", "))")
        case .sequenceForImage(let found):
            "the scan has \(found) slices or frames, but the model was trained on single images; "
                + "name a model that was trained on scans like this one"
        case .imageForSequence(let format, let frames):
            "the scan is a single image (\(format.rawValue)), but the model was trained on sequences of \(frames) frames; "
                + "name a model that was trained on images, or say --frames-in-folders where the images of a folder are one scan"
        case .shape(let found, let wanted):
            "the scan becomes \(found) where the model reads \(wanted); "
                + "train the model with preparation.frames and preparation.size"
        case .logitsNotFinite:
            "the network's outputs are not finite numbers; the scan has values unlike any it was trained on"
        case .interrupted(let scans): "interrupted after \(scans) scans; the same command goes on from there"
        case .methodless: "name at least one saliency method"
        }
    }
}
