import Names
import Saliency
import Training

/// How a model's answers are explained.
public struct ExplainSettings: Hashable, Codable, Sendable {
    /// The methods, in the order in which they are offered; the first one's peak is the scan's.
    public var methods: [SaliencyMethod]
    /// The class whose logit is explained; the decided class of each scan where none is named.
    public var target: String?
    /// The layer that class activation maps read; what follows the last convolution where none is named.
    public var layer: String?
    /// Whether maps of a method that failed its trust card are kept back rather than stamped.
    public var withholdsFailed: Bool

    public init(
        methods: [SaliencyMethod] = Self.standardMethods, target: String? = nil, layer: String? = nil,
        withholdsFailed: Bool = false
    ) {
        self.withholdsFailed = withholdsFailed
        self.methods = methods
        self.target = target
        self.layer = layer
    }

    /// What is computed where no method is named.
    public static let standardMethods: [SaliencyMethod] = [.gradCAM, .layerCAM]

    /// Methods from a list with commas.
    public static func methods(named list: String) throws(SaliencyError) -> [SaliencyMethod] {
        var found: [SaliencyMethod] = []
        for name in list.split(separator: ",") {
            let method = try SaliencyMethod(named: String(name))
            if !found.contains(method) { found.append(method) }
        }
        return found
    }

    /// The target's place among the model's classes; nil where none is named.
    func targetIndex(among classes: [String]) throws(ExplainError) -> Int? {
        guard let target else { return nil }
        if let index = classes.firstIndex(of: target) { return index }
        throw .unknownClass(target, nearest: NearestName.to(target, among: classes), classes: classes)
    }
}
