import Saliency
import Training

/// `saliency.json`: what was found about one scan.
public struct SaliencyRecord: Codable, Hashable, Sendable {
    public enum Status: String, Codable, Hashable, Sendable {
        case ok, failed
        /// The model says something, but it is too uncertain to count as an answer.
        case abstained
    }

    /// The scan's name, relative to the folder that was searched.
    public var sample: String
    /// The SHA-256 of the scan's bytes: a record of another scan of the name is made anew.
    public var content: String?
    public var status: Status
    /// Why it failed.
    public var error: String?
    public var warnings: [String] = []
    /// The model's id and what was asked for: a record of other settings is made anew.
    public var model: String
    public var settings: ExplainSettings
    public var cineVersion: String
    /// The SHA-256 of the pictures that stand for prototypes; absent where none was asked for.
    public var examples: String?
    /// The decided class, of findings all that were decided on, and the calibrated probabilities.
    public var decision: String?
    public var probabilities: [String: Double]?
    /// The class that is explained, and its logit for the scan and for the baseline of `frames`.
    public var target: String?
    public var logit, baselineLogit: Double?
    /// What the baseline is.
    public var baseline: String?
    /// The scan axis that was read as time: 0, 1 or 2 as stored, 3 for the fourth axis of a volume in time.
    public var axis: Int?
    public var frames: [Frame]?
    public var completeness: Completeness?
    /// What the clinical columns added; absent where the model reads none.
    public var clinical: Clinical?
    /// The peak of the first map with positive evidence.
    public var peak: Peak?
    public var layer: String?
    public var methods: [Method]?
    public var trust: Trust?

    enum CodingKeys: String, CodingKey {
        case sample, status, error, warnings, model, settings
        case content = "scan_sha256"
        case cineVersion = "cine_version"
        case examples = "examples_sha256"
        case decision = "class"
        case probabilities, target, logit
        case baselineLogit = "baseline_logit"
        case baseline, axis, frames, completeness, clinical, peak, layer, methods, trust
    }
}

extension SaliencyRecord {
    /// What one slice, frame, row or cell added to the logit.
    public struct Frame: Codable, Hashable, Sendable {
        /// The slice or frame as stored, or the number of the row or cell.
        public var index: Int
        public var contribution: Double
        /// x0, y0, x1, y1 in stored pixels, for the rows and cells of an image.
        public var box: [Double]?
    }

    /// Whether the contributions add up to the logit less the baseline's.
    public struct Completeness: Codable, Hashable, Sendable {
        public var sum, difference: Double
        public var steps: Int
        public var met: Bool
    }

    /// A voxel as stored and its place in world millimetres.
    public struct Peak: Codable, Hashable, Sendable {
        public var voxel: [Int]
        /// Absent for images and clips.
        public var world: [Double]?
    }

    /// A map that was computed.
    public struct Method: Codable, Hashable, Sendable {
        public var name, title, formula: String
        public var signed: Bool
        /// The value of full colour.
        public var scale: Double
        /// `positive`, or `no positive evidence`.
        public var evidence: String
        public var peak: Peak?
        public var files: [String]
    }

    /// The checks.
    public struct Trust: Codable, Hashable, Sendable {
        /// The card of the model, or that it was not measured.
        public var card: Card
        /// This scan's own deletion and insertion, by method.
        public var scan: [String: Curves]
    }

    /// What `cine trust` measured; spelt as a sentence where it did not.
    public enum Card: Codable, Hashable, Sendable {
        case notMeasured
        case measured([MethodTrust])

        public init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            self = (try? container.decode([MethodTrust].self)).map(Card.measured) ?? .notMeasured
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .notMeasured: try container.encode("not measured: run cine trust")
            case .measured(let trust): try container.encode(trust)
            }
        }
    }

    /// The target's probability at 0, 10, … 100 % of the scan, in the map's order and in random order.
    public struct Curves: Codable, Hashable, Sendable {
        public var deletion, insertion, randomDeletion, randomInsertion: [Double]
        /// Areas between the curves: above 0, the map's places matter more than random ones.
        public var deletionGain, insertionGain: Double

        enum CodingKeys: String, CodingKey {
            case deletion, insertion
            case randomDeletion = "random_deletion"
            case randomInsertion = "random_insertion"
            case deletionGain = "deletion_gain"
            case insertionGain = "insertion_gain"
        }

        init(_ faithfulness: Faithfulness) {
            deletion = faithfulness.deletion
            insertion = faithfulness.insertion
            randomDeletion = faithfulness.randomDeletion
            randomInsertion = faithfulness.randomInsertion
            deletionGain = faithfulness.deletionGain
            insertionGain = faithfulness.insertionGain
        }
    }
}
