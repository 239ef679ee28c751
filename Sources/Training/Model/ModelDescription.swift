import Evaluation
import Networks
import Preparation

/// What a model file says beside the weights: all that is needed to classify a scan, and where the model comes from.
public struct ModelDescription: Hashable, Sendable {
    public var architecture: Architecture
    /// The shape of one prepared scan.
    public var input: InputShape
    public var preparation: Preparation
    /// How the clinical columns become the numbers that each member reads; empty where the network reads none.
    public var clinical: [ClinicalScaling]
    /// The names of the classes, in the order of the network's outputs.
    public var classes: [String]
    /// The class that two-class metrics are about; nil with more classes.
    public var positiveClass: Int?
    /// How the outputs of each member become probabilities; a model that is no ensemble has one member.
    public var calibrations: [Calibration]
    /// From which probability on the positive class is decided on; nil decides on the most probable class.
    public var operatingPoint: OperatingPoint?
    /// Whether the images directly in a folder are the frames of one scan rather than scans of their own.
    public var framesInFolders: Bool
    /// What the model may be used for.
    public var intendedUse: String
    /// What trained it.
    public var cohort: CohortFingerprint
    public var training: TrainingSettings
    /// The version of Cine that wrote the file.
    public var cineVersion: String
    /// The number of leaks of each kind that were accepted in its training; nil where none was found.
    public var leaksAccepted: [String: Int]?
    /// What each member's network makes of its training cohort; empty where it was not measured.
    public var profiles: [FeatureProfile]
    /// What was measured about saliency methods; empty where nothing was.
    public var trust: [MethodTrust]
    /// When no class is answered; nil always answers.
    public var abstention: Abstention?
    /// How scans were varied while training; nil where they were not.
    public var augmentation: Augmentation?
    /// The population that probabilities are re-weighted for; nil leaves them as calibrated.
    public var prevalence: PrevalenceShift?

    public init(
        architecture: Architecture, input: InputShape, preparation: Preparation, clinical: [ClinicalScaling] = [],
        classes: [String], positiveClass: Int?,
        calibrations: [Calibration] = [.none], operatingPoint: OperatingPoint? = nil, framesInFolders: Bool,
        intendedUse: String = Self.researchUse, cohort: CohortFingerprint,
        training: TrainingSettings, cineVersion: String, leaksAccepted: [String: Int]? = nil,
        profiles: [FeatureProfile] = [],
        trust: [MethodTrust] = []
    ) {
        self.architecture = architecture
        self.input = input
        self.preparation = preparation
        self.clinical = clinical
        self.classes = classes
        self.positiveClass = positiveClass
        self.calibrations = calibrations
        self.operatingPoint = operatingPoint
        self.framesInFolders = framesInFolders
        self.intendedUse = intendedUse
        self.cohort = cohort
        self.training = training
        self.cineVersion = cineVersion
        self.leaksAccepted = leaksAccepted
        self.profiles = profiles
        self.trust = trust
    }

    /// Whether the classes are findings that do not exclude each other, each with a probability of its own.
    public var hasFindings: Bool { training.loss.isOfFindings }

    /// The intended use of a model whose pipeline names none.
    public static let researchUse = "Research use only, not for diagnosis."
}

extension ModelDescription {
    /// The most members that a model may have.
    public static let memberLimit = 1000

    /// What stands before the names of a member's weights: nothing in a model with one member.
    func weightPrefix(ofMember number: Int) -> String {
        calibrations.count == 1 ? "" : "member\(number)."
    }

    /// How many scans anything that is counted may have.
    static let countRange = 0...1 << 40

    /// Checks that the parts fit together, whatever they were read from.
    func validate() throws(ModelProblem) {
        guard classes.count >= 2, Set(classes).count == classes.count else {
            throw .classes(classes)
        }
        if let positiveClass, !classes.indices.contains(positiveClass) {
            throw .positiveClass(positiveClass, classes: classes.count)
        }
        guard (1...Self.memberLimit).contains(calibrations.count) else { throw .members(calibrations.count) }
        for calibration in calibrations {
            do {
                _ = try calibration.probabilities(of: classes.map { _ in 0 }, classCount: classes.count)
            } catch {
                throw .calibration(error)
            }
        }
        guard profiles.isEmpty || profiles.count == calibrations.count, profiles.allSatisfy(\.isConsistent),
            profiles.allSatisfy({ $0.classCounts.allSatisfy { $0.count == classes.count } })
        else { throw .profiles(found: profiles.count, members: calibrations.count) }
        if let operatingPoint, positiveClass == nil || !operatingPoint.threshold.isFinite || classes.count != 2 {
            throw .operatingPoint(threshold: operatingPoint.threshold, classes: classes.count)
        }
        let counts = [operatingPoint?.positives ?? 0, operatingPoint?.negatives ?? 0] + cohort.classCounts
        if let count = counts.first(where: { !Self.countRange.contains($0) }) { throw .count(count) }
        if let abstention, !abstention.limit.isFinite { throw .abstention(limit: abstention.limit) }
        if let prevalence {
            do {
                _ = try PrevalenceShift(from: prevalence.training, to: prevalence.target)
            } catch {
                throw .prevalence("\(error)")
            }
            guard prevalence.training.count == classes.count else {
                throw .prevalence("it is about \(prevalence.training.count) classes of \(classes.count)")
            }
        }
        try validateClinical()
        if hasFindings, positiveClass != nil || calibrations.contains(where: { $0 != .none }) {
            throw .findings
        }
        do {
            try preparation.validate()
        } catch {
            throw .preparation(error)
        }
        let answer: Answer
        do {
            answer = try architecture.answer(for: input)
        } catch {
            throw .architecture(error)
        }
        guard answer.classes == classes.count else { throw .outputs(found: answer.classes, classes: classes.count) }
        try validateFrames(answer)
        try validateMeans()
    }

    /// What is fitted to one answer a scan does not fit answers for frames.
    private func validateFrames(_ answer: Answer) throws(ModelProblem) {
        guard let steps = answer.steps else { return }
        guard steps == input.frames else { throw .steps(found: steps, frames: input.frames) }
        guard calibrations.allSatisfy({ $0 == .none }), operatingPoint == nil, abstention == nil, prevalence == nil
        else { throw .framesDecided }
    }

    /// Whether mean frame features are as long as the network's features of a frame.
    private func validateMeans() throws(ModelProblem) {
        let means = profiles.compactMap(\.meanFrameFeature)
        guard !means.isEmpty else { return }
        let features: Int?
        do {
            features = try SequenceTail(of: architecture, for: input)?.features
        } catch {
            throw .architecture(error)
        }
        guard means.allSatisfy({ $0.count == features }) else {
            throw .profiles(found: profiles.count, members: calibrations.count)
        }
    }

    private func validateClinical() throws(ModelProblem) {
        let members = input.clinical == 0 ? 0 : calibrations.count
        let isPossible = clinical.allSatisfy { scaling in
            scaling.count == input.clinical && scaling.names == clinical[0].names
                && scaling.columns.allSatisfy { $0.mean.isFinite && $0.deviation.isFinite && $0.deviation > 0 }
        }
        guard clinical.count == members, isPossible else {
            throw .clinical(scalings: clinical.count, members: calibrations.count, numbers: input.clinical)
        }
    }

    /// The clinical columns that the model reads.
    public var clinicalColumns: [String] { clinical.first?.names ?? [] }
}
