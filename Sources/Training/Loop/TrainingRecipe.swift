import Networks
import Preparation

/// Everything that decides what a training makes of its samples.
public struct TrainingRecipe: Codable, Hashable, Sendable {
    public var architecture: Architecture
    public var preparation: Preparation
    /// Random changes of the training sequences; nil leaves them as prepared.
    public var augmentation: Augmentation?
    public var settings: TrainingSettings
    /// The names of the classes; labels are places in this list.
    public var classes: [String]
    /// The class that two-class metrics are about.
    public var positiveClass: Int?

    public init(
        architecture: Architecture, preparation: Preparation, augmentation: Augmentation? = nil,
        settings: TrainingSettings, classes: [String], positiveClass: Int? = nil
    ) {
        self.architecture = architecture
        self.preparation = preparation
        self.augmentation = augmentation
        self.settings = settings
        self.classes = classes
        self.positiveClass = positiveClass
    }
}
