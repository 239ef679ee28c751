import Networks
import Saliency
import Training

extension ExplainedNetwork {
    /// The network of a model file's description: every explanation and trust check turns its logits into probabilities as the
    /// model does.
    ///
    /// - Parameters:
    ///   - weights: those of a member, or others of the same shapes.
    ///   - layer: the path of the layer that class activation maps read; nil takes the usual one.
    convenience init(
        _ description: ModelDescription, weights: Weights, layer: String?, threads: Int
    ) throws(SaliencyError) {
        try self.init(
            description.architecture, input: description.input, weights: weights, layer: layer,
            hasFindings: description.hasFindings, threads: threads)
    }
}
