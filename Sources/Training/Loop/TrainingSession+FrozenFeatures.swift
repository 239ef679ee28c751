import Networks
import Preparation
import Tensors

extension TrainingSession {
    /// Whether a sample's frozen features are the same in every epoch, so that they need not be computed twice. Labels of frames
    /// need the sequence, which says what frames it is made of.
    var reusesFrozenFeatures: Bool {
        plan.keepsFrozenFeatures && recipe.augmentation == nil && settings.mix == nil && plan.answer.steps == nil
    }

    /// The kept features of all of some samples; nil where one is not kept.
    func keptFeatures(of indices: [Int]) -> [Tensor]? {
        guard reusesFrozenFeatures else { return nil }
        let kept = indices.compactMap { frozenFeatures[$0] }
        return kept.count == indices.count ? kept : nil
    }

    /// Keeps what the frozen layers made of the last step's samples, padded sequences left out.
    func keepFeatures(of indices: [Int], sequences: [Tensor]) throws(TrainingError) {
        guard reusesFrozenFeatures else { return }
        for (place, index) in indices.enumerated()
        where frozenFeatures[index] == nil && sequences[place].shape[0] == input.frames {
            let features = try TrainingError.inEngine { () throws(PlanError) in try plan.frozenFeatures(at: place) }
            frozenFeatures.insert(features, at: index)
        }
    }
}
