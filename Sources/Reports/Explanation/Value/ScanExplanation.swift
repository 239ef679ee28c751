/// Why a model answered as it did about one scan: everything that its page shows, as plain values.
///
/// Places are voxels of the scan **as stored**: (i, j, k) are column, row and slice of a volume; column, row and frame of a
/// clip; column, row and 0 of an image after EXIF orientation. No part holds text of the file's header or a path.
public struct ScanExplanation: Codable, Sendable, Hashable {
    /// What the scan is, which decides how the viewer shows it.
    public enum Kind: String, Codable, Sendable, Hashable {
        case image, volume, clip
    }

    /// The scan's name, relative to the folder that was asked for.
    public var sample: String
    public var answer: Answer
    public var target: Target
    /// What a reader must know about this scan before the answer counts.
    public var warnings: [Warning]
    public var pictures: ScanPictures
    /// A map for each method, in the order in which they are offered; the first usable one is shown.
    public var maps: [MethodMap]
    /// What each slice, frame, modality or row added; nil where the network reads no sequence.
    public var frames: FrameContributions?
    /// What each clinical column added; nil where the network reads none.
    public var clinical: ClinicalShares?
    /// The nearest prototypes of the training cohort, nearest first.
    public var prototypes: [PrototypeMatch]
    public var trust: TrustCard
    /// What is known of the model, in order.
    public var model: [Fact]
    /// Versions, hashes, settings and seeds, in order.
    public var provenance: [Fact]

    public init(
        sample: String, answer: Answer, target: Target, warnings: [Warning] = [], pictures: ScanPictures,
        maps: [MethodMap], frames: FrameContributions? = nil, clinical: ClinicalShares? = nil,
        prototypes: [PrototypeMatch] = [], trust: TrustCard = .notMeasured, model: [Fact] = [], provenance: [Fact] = []
    ) {
        (self.sample, self.answer, self.target, self.warnings) = (sample, answer, target, warnings)
        (self.pictures, self.maps, self.frames, self.prototypes) = (pictures, maps, frames, prototypes)
        self.clinical = clinical
        (self.trust, self.model, self.provenance) = (trust, model, provenance)
    }
}

extension ScanExplanation {
    /// The class whose logit is explained, which need not be the answer.
    public struct Target: Codable, Sendable, Hashable {
        public var className: String
        /// The logit of this scan.
        public var logit: Double
        /// The logit of the baseline, the training cohort's mean frame feature; nil where none was used.
        public var baselineLogit: Double?

        public init(className: String, logit: Double, baselineLogit: Double?) {
            (self.className, self.logit, self.baselineLogit) = (className, logit, baselineLogit)
        }
    }

    /// A named fact, as text for a reader.
    public struct Fact: Codable, Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            (self.name, self.value) = (name, value)
        }
    }

    /// A reason to doubt the answer about this scan.
    public struct Warning: Codable, Sendable, Hashable {
        public enum Topic: String, Codable, Sendable, Hashable {
            /// The scan's features lie far from the training cohort's.
            case unlikeTraining
            /// Intensity, spacing or size lie outside the training cohort's.
            case range
            /// The file is damaged in part.
            case damage
            /// The file does not say where its voxels lie.
            case orientation
            case other
        }

        public var topic: Topic
        /// One sentence: what, and what follows from it.
        public var sentence: String

        public init(_ topic: Topic, _ sentence: String) {
            (self.topic, self.sentence) = (topic, sentence)
        }
    }
}
