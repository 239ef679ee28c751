import Cohorts
import Networks
import RunFolders

/// What makes two trainings the same one, so that the checkpoint of one may be gone on from by the other.
struct TrainingIdentity: Encodable {
    private struct Entry: Encodable {
        var id: String
        var classes: [Int]
        /// Left out without labels of frames.
        var frames: [[Int]]?

        init(_ sample: Sample) {
            (id, classes, frames) = (sample.id, sample.classes, sample.frameLabels?.classes)
        }
    }

    private let recipe: TrainingRecipe
    private let input: InputShape
    private let training: [Entry]
    private let tuning: [Entry]

    init(recipe: TrainingRecipe, input: InputShape, training: [Sample], tuning: [Sample]) {
        self.recipe = recipe
        self.input = input
        self.training = training.map(Entry.init)
        self.tuning = tuning.map(Entry.init)
    }

    /// The SHA-256 of everything above, in hexadecimal digits.
    var hash: String { "\(SHA256.digest(of: JSONText.encode(self).utf8))" }
}
