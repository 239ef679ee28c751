import Cohorts
import Networks
import Preparation
import Studies
import Training

/// One experiment: what a pipeline file says, with every default filled in.
public struct Pipeline: Hashable, Sendable {
    /// What the experiment is about, in a sentence.
    public var description: String?
    /// Where its data come from.
    public var source: String?
    /// Under which licence the data may be used.
    public var licence: String?
    /// What a model of this pipeline may be used for; stored in the model.
    public var intendedUse = "Research use only, not for diagnosis."
    /// The folder that holds the data, relative to the pipeline file; `--data` replaces it.
    public var data: String?
    /// Who was scanned, and what is known about them.
    public var cohort: CohortDescription
    /// Which samples train the model and which judge it.
    public var split: SplitDescription
    /// How a scan becomes a sequence of frames.
    public var preparation: Preparation
    /// How the training part is varied; not at all unless named.
    public var augmentation: Augmentation
    /// The network.
    public var model: Architecture
    /// How it is trained.
    public var training: TrainingSettings
    /// How it is validated, and how its probabilities become decisions.
    public var validation: ValidationSettings
    /// What the report says beside.
    public var report = ReportSettings()
    /// Where all this stands in the file, for messages.
    var places = PipelinePlaces()
}

extension Pipeline: Codable {
    enum CodingKeys: String, CodingKey {
        case description, source, licence, intendedUse, data, cohort, split, preparation, augmentation, model, training
        case validation, report
    }

    /// Blocks that `cine ablate` and `cine search` read for themselves; a pipeline is the same with and without them.
    private enum StudyKeys: String, CodingKey {
        case ablation, search
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        description = try container.decodeIfPresent(String.self, forKey: .description)
        source = try container.decodeIfPresent(String.self, forKey: .source)
        licence = try container.decodeIfPresent(String.self, forKey: .licence)
        intendedUse = try container.decodeIfPresent(String.self, forKey: .intendedUse) ?? intendedUse
        data = try container.decodeIfPresent(String.self, forKey: .data)
        cohort = try container.decode(CohortDescription.self, forKey: .cohort)
        split = try container.decodeIfPresent(SplitDescription.self, forKey: .split) ?? SplitDescription()
        preparation = try container.decodeIfPresent(Preparation.self, forKey: .preparation) ?? Preparation()
        augmentation = try container.decodeIfPresent(Augmentation.self, forKey: .augmentation) ?? Augmentation()
        model = try container.decode(Architecture.self, forKey: .model)
        training = try container.decodeIfPresent(TrainingSettings.self, forKey: .training) ?? TrainingSettings()
        validation =
            try container.decodeIfPresent(ValidationSettings.self, forKey: .validation) ?? ValidationSettings()
        report = try container.decodeIfPresent(ReportSettings.self, forKey: .report) ?? report
        // Asking makes the keys known ones.
        let studies = try decoder.container(keyedBy: StudyKeys.self)
        for key in [StudyKeys.ablation, .search] { _ = studies.contains(key) }
    }
}
