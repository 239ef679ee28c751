import SystemPackage

/// Who was scanned: the samples in the order of the manifest or tree, and their classes.
public struct Cohort: Sendable {
    public var samples: [Sample]
    /// The class names, or those of findings that do not exclude each other; a sample's label is an index here.
    public var classes: [String]
    /// The class that is looked for; in two-class problems the last unless another was named, else nil.
    public var positiveClass: Int?
    /// Whether the classes are learnt as grades, from the least to the most.
    public var isOrdered = false
    /// Whether patients are known; without them each scan is its own patient.
    public var hasPatients: Bool
    /// The description with every guess filled in.
    public var description: CohortDescription
    /// The manifest, participants.tsv or root folder.
    public var origin: FilePath
    /// What was recognised, in one sentence.
    public var recognised: String
    /// What a person should know although it is no error.
    public var notes: [String]

    public init(
        samples: [Sample], classes: [String], positiveClass: Int?, hasPatients: Bool, description: CohortDescription,
        origin: FilePath, recognised: String, notes: [String] = []
    ) {
        (self.samples, self.classes, self.positiveClass) = (samples, classes, positiveClass)
        (self.hasPatients, self.description, self.origin) = (hasPatients, description, origin)
        (self.recognised, self.notes) = (recognised, notes)
    }

    /// The number of samples of each class.
    public var classCounts: [Int] {
        var counts = [Int](repeating: 0, count: classes.count)
        for sample in samples { for label in sample.classes { counts[label] += 1 } }
        return counts
    }

    /// The number of different patients.
    public var patientCount: Int { Set(samples.map(\.patient)).count }
}
