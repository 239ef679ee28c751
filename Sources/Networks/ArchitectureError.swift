import Foundation

/// Why an architecture cannot read its input.
public enum ArchitectureError: Error, Hashable, Sendable {
    /// There are no layers.
    case empty
    /// An extent of the input is below 1 or above the limit.
    case invalidInput(InputShape)
    /// A layer got something that it cannot read.
    case unexpectedInput(path: String, given: FeatureShape, wanted: String, advice: String)
    /// A window is larger than the map that it slides over.
    case windowTooLarge(path: String, window: [Int], given: FeatureShape)
    /// An option of a layer has a value outside its range.
    case invalidOption(path: String, option: String, value: String, allowed: String)
    /// A tensor would have more elements than the engine handles.
    case tooLarge(path: String, extents: [Int], limit: Int)
    /// Two layers beside each other bear the same name.
    case duplicateName(path: String)
    /// Branches make outputs that cannot be joined.
    case branchesDiffer(path: String, join: String, outputs: [FeatureShape], advice: String)
    /// The network ends neither in a vector with one number for each class nor in a sequence of such vectors.
    case notAClassifier(output: FeatureShape)
}

extension ArchitectureError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .empty:
            "the model has no layers; add at least `- {dense: {units: 2}}`"
        case .invalidInput(let input):
            "the input of \(input) cannot be used: each extent must be from 1 to \(FeatureLimits.extent)"
        case .unexpectedInput(let path, let given, let wanted, let advice):
            "\(path) reads \(wanted) but gets \(given); \(advice)"
        case .windowTooLarge(let path, let window, let given):
            "\(path) slides a window of \(Self.joined(window)) over \(given), which is smaller; "
                + "use a smaller window, more padding or fewer pooling layers"
        case .invalidOption(let path, let option, let value, let allowed):
            "\(path): `\(option)` is \(value) but must be \(allowed)"
        case .tooLarge(let path, let extents, let limit):
            "\(path) would make a tensor of \(Self.joined(extents)), more than \(limit) elements; make the layer smaller"
        case .duplicateName(let path):
            "two layers are called \(path); give them different names"
        case .branchesDiffer(let path, let join, let outputs, let advice):
            "\(path) cannot \(join) \(outputs.map(\.description).joined(separator: " and ")); \(advice)"
        case .notAClassifier(let output):
            "the model ends in \(output) but must end in a vector with one number for each class; "
                + "end with `- {dense: {units: <classes>}}`"
        }
    }

    public var errorDescription: String? { description }

    private static func joined(_ extents: [Int]) -> String { extents.map(String.init).joined(separator: "×") }
}
