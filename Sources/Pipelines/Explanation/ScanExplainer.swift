import Imaging
import Networks
import Preparation
import Saliency
import Tensors
import Training

/// Explains a model's answers, scan by scan.
public final class ScanExplainer {
    public let model: ModelFile
    public let settings: ExplainSettings
    let explainer: Explainer
    private let target: Int?
    private let clinical: ClinicalTable
    /// The scans that are shown beside prototypes.
    let examples: PrototypeExamples

    /// - Throws: `SaliencyError` for a layer that is none or makes no map, and for class activation maps of a network without
    ///   convolution or a rollout without attention; `ExplainError.unknownClass`.
    public init(
        _ model: ModelFile, settings: ExplainSettings, threads: Int, clinical: ClinicalTable = ClinicalTable(),
        examples: PrototypeExamples = .none
    ) throws {
        self.model = model
        self.examples = examples
        self.clinical = clinical
        self.settings = settings
        guard !settings.methods.isEmpty else { throw ExplainError.methodless }
        let description = model.description
        guard !description.answersFrames else { throw ExplainError.answersFrames(model: model.id) }
        target = try settings.targetIndex(among: description.classes)
        let members = try description.calibrations.indices.map { member in
            try ExplainedNetwork(
                description, weights: model.weights(ofMember: member), layer: settings.layer, threads: threads)
        }
        explainer = Explainer(
            members,
            means: members.indices.map { member in
                description.profiles.isEmpty ? nil : description.profiles[member].meanFrameFeature
            })
        if explainer.tap == nil, let method = settings.methods.first(where: \.readsLayer) {
            throw SaliencyError.noConvolution(method: method)
        }
        if settings.methods.contains(.attentionRollout), !explainer.attends { throw SaliencyError.noAttention }
    }

    /// Everything that was found about a scan.
    public struct Finding {
        public var scan: Scan
        public var sequence: FrameSequence
        public var space: ScannerSpace
        public var score: ModelScore
        /// The calibrated probabilities of each member.
        public var members: [[Double]]
        /// The prototypes of the training cohort, nearest first; empty where the model has none.
        public var prototypes: [(prototype: Int, distance: Double)]
        public var target: Int
        public var logit: Double
        public var contributions: FrameContributions?
        /// What is known of each clinical column, and what it added; empty and nil where the model reads none.
        public var clinicalValues: [Double?]
        public var clinical: ClinicalContributions?
        public var maps: [SaliencyMap]
        /// For each map what its places do to the probability.
        public var faithfulness: [Faithfulness]
    }

    /// Reads, prepares and explains a scan.
    ///
    /// - Throws: `ScanError`, `PreparationError`, `ExplainError` or `SaliencyError`.
    public func explain(_ source: ScanSource) throws -> Finding {
        try explain(try ScanReader.read(source), clinical: clinicalValues(of: source))
    }

    /// What the manifests say of each clinical column of a scan that the model reads.
    func clinicalValues(of source: ScanSource) -> [Double?] {
        clinical[source.path] ?? model.description.clinicalColumns.map { _ in nil }
    }

    /// - Parameter clinical: what the model's clinical columns say of the scan; what is left out is missing.
    public func explain(_ scan: Scan, clinical: [Double?] = []) throws -> Finding {
        let input = model.description.input
        let sequence = try model.description.preparation.prepare(scan)
        guard input.admits(sequence.frames, fewerFrames: model.description.preparation.keepsFewerFrames) else {
            throw ExplainError.shape(found: InputShape(of: sequence.frames), wanted: input)
        }
        let logits = try explainer.read(
            sequence.frames, clinical: model.description.clinical.map { $0.numbers(clinical) })
        guard logits.joined().allSatisfy(\.isFinite) else { throw ExplainError.logitsNotFinite }
        let description = model.description
        let members = try description.probabilities(of: logits)
        let score = description.score(of: members)
        let feature = try explainer.decisionFeature() ?? []
        let target = target ?? score.decision
        let contributions = try explainer.frameContributions(target: target)
        let columns = description.clinicalColumns.count
        let clinicalContributions = try explainer.clinicalContributions(
            of: sequence.frames, target: target, columns: columns, seed: Self.seed)
        let maps = try settings.methods.map {
            try explainer.map($0, of: sequence.frames, target: target, seed: Self.seed)
        }
        let faithfulness = try explainer.faithfulness(
            of: maps, frames: sequence.frames, target: target, seed: Self.seed)
        // JSON cannot spell what is not finite, and no reader could use it.
        guard contributions.map({ $0.values.allSatisfy(\.isFinite) && $0.difference.isFinite }) ?? true,
            clinicalContributions?.sum.isFinite ?? true,
            faithfulness.allSatisfy({ $0.deletionGain.isFinite && $0.insertionGain.isFinite })
        else { throw ExplainError.logitsNotFinite }
        return Finding(
            scan: scan, sequence: sequence, space: ScannerSpace(sequence.geometry, sequence: sequence.frames.shape),
            score: score, members: members,
            prototypes: description.profiles.first?.nearest(to: feature) ?? [], target: target,
            logit: logits.reduce(0) { $0 + Double($1[target]) } / Double(logits.count), contributions: contributions,
            clinicalValues: (0..<columns).map { $0 < clinical.count ? clinical[$0] : nil },
            clinical: clinicalContributions, maps: maps, faithfulness: faithfulness)
    }

    /// Noise, masks and random orders are the same for every scan.
    private static let seed: UInt64 = 1
}
