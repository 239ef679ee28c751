import Networks
import Preparation

/// Everything that decides what a training makes of its samples.
public struct TrainingRecipe: Codable, Hashable, Sendable {
    public var architecture: Architecture
    public var preparation: Preparation
    /// Random changes of the training sequences; nil leaves them as prepared.
    public var augmentation: Augmentation?
    public var settings: TrainingSettings
    /// How the samples' clinical columns become numbers; nil where the network reads none.
    public var clinical: ClinicalScaling?
    /// The names of the classes; labels are places in this list.
    public var classes: [String]
    /// The class that two-class metrics are about.
    public var positiveClass: Int?

    public init(
        architecture: Architecture, preparation: Preparation, augmentation: Augmentation? = nil,
        settings: TrainingSettings, clinical: ClinicalScaling? = nil, classes: [String], positiveClass: Int? = nil
    ) {
        self.architecture = architecture
        self.preparation = preparation
        self.augmentation = augmentation
        self.settings = settings
        self.clinical = clinical
        self.classes = classes
        self.positiveClass = positiveClass
    }
}
