import Cohorts
import Networks
import Reports
import RunFolders
import Saliency
import SystemPackage
import Tensors
import Training
import Trust

/// Measures the saliency methods of a run's model on the run's own cohort.
public struct TrustRun {
    public let folder: RunFolder
    public var methods: [SaliencyMethod]
    public var layer: String?
    /// The folder of the data; where it is nil the pipeline's own is taken.
    public var data: FilePath?
    /// The manifest's column of masks; where it is nil `mask` is taken if there is such a column.
    public var maskColumn: String?
    /// Whether the recipe is trained again on shuffled labels, whose maps should be others.
    public var retrains: Bool
    /// How many scans are measured at most.
    public var scans: Int
    public var threads: Int

    public init(
        _ folder: FilePath, methods: [SaliencyMethod], layer: String? = nil, data: FilePath? = nil,
        maskColumn: String? = nil, retrains: Bool = false, scans: Int, threads: Int
    ) {
        self.folder = RunFolder(folder)
        (self.methods, self.layer, self.data) = (methods, layer, data)
        (self.maskColumn, self.retrains) = (maskColumn, retrains)
        (self.scans, self.threads) = (scans, threads)
    }

    /// What happens meanwhile, for whoever watches.
    public enum Event: Sendable {
        /// The network of shuffled labels is trained.
        case training(TrainingProgress)
        /// A scan cannot be read, prepared or scored and is not measured: what is wrong.
        case passedOver(String)
        /// Maps of a method were measured, this many of so many.
        case measured(SaliencyMethod, Int, of: Int)
    }

    /// Measures every method and writes `trust.json` and the model's metadata.
    ///
    /// - Throws: `ReportError.notARun`; `TrustError`; what the model, the pipeline or the scans are refused for.
    /// - Parameters:
    ///   - isCancelled: asked after every map and training step; a yes throws `TrustError.interrupted` or
    ///     `TrainingError.interrupted`, and nothing is written but the training's checkpoint.
    ///   - watch: told what happens.
    public func run(
        isCancelled: () -> Bool = { false }, watch: (Event) -> Void = { _ in }
    ) throws -> [MethodTrust] {
        guard (try? Stat(folder.pipeline).type) == .regular else { throw ReportError.notARun(folder.root) }
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        let model = try ModelFile.read(from: folder.model)
        guard !model.description.answersFrames else { throw ExplainError.answersFrames(model: model.id) }
        let pipeline = try Pipeline(contentsOf: folder.pipeline)
        let places = try places(of: pipeline)
        let cohort = try pipeline.cohort(below: places.data)
        let members = model.description.calibrations.indices.map { model.weights(ofMember: $0) }
        let trained = try explainer(
            members, of: model.description, means: model.description.profiles.map(\.meanFrameFeature))
        if trained.tap == nil, let method = methods.first(where: \.readsLayer) {
            throw SaliencyError.noConvolution(method: method)
        }
        let samples = try samples(of: cohort, for: model, passedOver: { watch(.passedOver($0)) })
        var comparisons = try randomised(members, of: model.description)
        if retrains {
            let weights = try shuffledWeights(
                pipeline, of: cohort, in: places, isCancelled: isCancelled, watch: { watch(.training($0)) })
            comparisons.append(
                TrustMeasurement.Comparison(.labels(seed: Self.seed)) { () throws(SaliencyError) in
                    try explainer([weights], of: model.description)
                })
        }
        let measurement = TrustMeasurement(trained, comparisons: comparisons, samples: samples, seed: Self.seed)
        let cards = try methods.map { method in
            try measurement.measure(method) { done, total in
                if isCancelled() { throw TrustError.interrupted }
                watch(.measured(method, done, of: total))
            }
        }
        var stamped = model.description
        stamped.trust = cards
        try AtomicFile.write(try ReadableJSON.bytes(of: cards), to: folder.trust)
        try ModelFile(description: stamped, weights: model.weights).write(to: folder.model)
        if retrains { try removeRetraining() }
        return cards
    }

    /// Of what is drawn and shuffled.
    static let seed: UInt64 = 1

    /// A model of the description's architecture.
    ///
    /// - Parameter means: each member's mean frame feature; empty where none is known.
    private func explainer(
        _ members: [Weights], of description: ModelDescription, means: [[Float]?] = []
    ) throws(SaliencyError) -> Explainer {
        Explainer(
            try members.map { weights throws(SaliencyError) in
                try ExplainedNetwork(description, weights: weights, layer: layer, threads: threads)
            }, means: means.isEmpty ? members.map { _ in nil } : means)
    }

    /// The model with ever more of each member's layers drawn anew.
    private func randomised(
        _ members: [Weights], of description: ModelDescription
    ) throws -> [TrustMeasurement.Comparison] {
        let stages = try members.enumerated().map { place, weights in
            try CascadingRandomisation.weights(
                weights, of: description.architecture, input: description.input, stages: 4,
                seed: Self.seed &+ UInt64(place))
        }
        let count = stages.first?.count ?? 0
        return (0..<count).map { stage in
            TrustMeasurement.Comparison(.weights(stage: stage + 1, of: count)) { () throws(SaliencyError) in
                try explainer(stages.map { $0[stage] }, of: description)
            }
        }
    }
}

/// Why nothing could be measured.
public enum TrustError: Error {
    /// The run does not say where its data lie.
    case noData
    /// The folder that the run says its data lie in is not there.
    case dataGone(FilePath)
    /// No scan that the run judged is in the cohort, or none of them can be measured.
    case noScans(FilePath)
    /// The caller asked to stop.
    case interrupted
    case noMaskColumn(String, nearest: String?)
    /// Extents along i, j, k.
    case maskExtents(FilePath, [Int], scan: FilePath, [Int])
    /// A mask of other extents in time.
    case maskTimes(FilePath, Int)
    /// A mask whose affine puts its voxels elsewhere than the scan's.
    case maskElsewhere(FilePath, millimetres: Double, scan: FilePath)
}

extension TrustError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noData: "the run does not say where its scans lie; name their folder with --data DIR"
        case .dataGone(let folder):
            "the run was made on the scans in \(folder), which is no folder here; name theirs with --data DIR"
        case .noScans(let folder):
            "none of the scans that \(folder) judged can be measured; name the folder that holds them with --data DIR"
        case .interrupted: "interrupted; no card was written, the same command begins to measure again"
        case .noMaskColumn(let name, let nearest):
            "the manifest has no column `\(name)` of masks"
                + (nearest.map { "; did you mean `\($0)`?" } ?? "; name the column that holds their paths with --mask")
        case .maskExtents(let mask, let found, let scan, let wanted):
            "\(mask) is a mask of \(Self.text(found)) voxels, but its scan \(scan) has \(Self.text(wanted)); "
                + "resample the mask to the scan's grid"
        case .maskTimes(let mask, let times):
            "\(mask) is a mask of \(times) points in time; give one that holds at all of them"
        case .maskElsewhere(let mask, let millimetres, let scan):
            "\(mask) lies up to \((millimetres * 10).rounded() / 10) mm from its scan \(scan) although both have the same "
                + "extents; resample the mask to the scan's grid"
        }
    }

    private static func text(_ extents: [Int]) -> String { extents.map(String.init).joined(separator: "×") }
}
