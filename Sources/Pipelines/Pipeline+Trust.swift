import Cohorts
import Foundation
import Imaging
import Networks
import Preparation
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
    /// How many scans are measured at most.
    public var scans: Int
    public var threads: Int

    public init(
        _ folder: FilePath, methods: [SaliencyMethod], layer: String? = nil, data: FilePath? = nil, scans: Int,
        threads: Int
    ) {
        self.folder = RunFolder(folder)
        (self.methods, self.layer, self.data) = (methods, layer, data)
        (self.scans, self.threads) = (scans, threads)
    }

    /// Measures every method and writes `trust.json` and the model's metadata.
    ///
    /// - Parameter watch: told the method and how many scans of it are done.
    public func run(
        isCancelled: @escaping () -> Bool = { false }, watch: (SaliencyMethod, Int, Int) -> Void
    ) throws -> [MethodTrust] {
        let lock = try folder.lock()
        defer { withExtendedLifetime(lock) {} }
        let model = try ModelFile.read(from: folder.model)
        let samples = try samples(of: model)
        let description = model.description
        let weights = model.weights(ofMember: 0)
        func network(_ weights: Weights) throws -> ExplainedNetwork {
            try ExplainedNetwork(
                description.architecture, input: description.input, weights: weights, layer: layer, threads: threads)
        }
        let randomised = try CascadingRandomisation.weights(
            weights, of: description.architecture, input: description.input, stages: 4, seed: Self.seed)
        let trained = try network(weights)
        if trained.tap == nil, let method = methods.first(where: \.readsLayer) {
            throw SaliencyError.noConvolution(method: method)
        }
        let measurement = TrustMeasurement(
            trained, randomised: try randomised.map(network), samples: samples, seed: Self.seed)
        var cards: [MethodTrust] = []
        for method in methods {
            if isCancelled() { throw ExplainError.interrupted(scans: 0) }
            cards.append(try measurement.measure(method) { watch(method, $0, samples.count) })
        }
        var stamped = description
        stamped.trust = cards
        try AtomicFile.write(try ReadableJSON.bytes(of: cards), to: folder.trust)
        try ModelFile(description: stamped, weights: model.weights).write(to: folder.model)
        return cards
    }

    private static let seed: UInt64 = 1

    /// Scans of the run that the model did not learn from, evenly over its classes, each with its decided class.
    private func samples(of model: ModelFile) throws -> [TrustSample] {
        let pipeline = try Pipeline(contentsOf: folder.pipeline)
        let cohort = try CohortReader.read(pipeline.cohort, folder: try dataFolder(of: pipeline))
        let judged = try judgedSamples()
        var byClass: [[Sample]] = cohort.classes.map { _ in [] }
        for sample in cohort.samples where judged.isEmpty || judged.contains(sample.id) {
            byClass[sample.label].append(sample)
        }
        let share = max(1, scans / max(cohort.classes.count, 1))
        let chosen = byClass.flatMap { group in
            let step = max(1, group.count / share)
            return stride(from: 0, to: group.count, by: step).prefix(share).map { group[$0] }
        }
        let description = model.description
        let explainer = try ScanExplainer(
            model, settings: ExplainSettings(methods: [.gradientTimesInput]), threads: threads)
        return try chosen.map { sample in
            let scan = try ScanReader.read(sample.source)
            let sequence = try description.preparation.prepare(scan)
            let values = sample.clinical(description.clinicalColumns)
            let logits = try explainer.explainer.read(
                sequence.frames, clinical: description.clinical.map { $0.numbers(values) })
            let decision = description.score(of: try description.probabilities(of: logits)).decision
            return TrustSample(
                frames: sequence.frames, clinical: description.clinical.first?.numbers(values) ?? [],
                target: decision, lesion: decision == sample.label ? sample.lesion(in: scan) : nil,
                space: ScannerSpace(sequence.geometry, sequence: sequence.frames.shape))
        }
    }

    /// The ids of the scans that were judged; empty where the run judged none.
    private func judgedSamples() throws -> Set<String> {
        guard let bytes = try? WholeFile.bytes(at: folder.predictions, limit: 1 << 30) else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
        return Set(
            lines.compactMap { $0.split(separator: ",", omittingEmptySubsequences: false).first.map(String.init) })
    }

    /// The data's folder: the one given, else the one that the run's command line tells of.
    private func dataFolder(of pipeline: Pipeline) throws -> FilePath {
        if let data { return data }
        struct Environment: Decodable {
            var command_line: [String]
        }
        guard let bytes = try? WholeFile.bytes(at: folder.environment, limit: 1 << 20),
            let arguments = try? JSONDecoder().decode(Environment.self, from: Data(bytes)).command_line
        else { throw TrustError.noData }
        if let option = arguments.firstIndex(of: "--data"), option + 1 < arguments.count {
            return FilePath(arguments[option + 1])
        }
        guard let file = arguments.first(where: { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }) else {
            throw TrustError.noData
        }
        return pipeline.dataFolder(given: nil, besides: FilePath(file))
    }
}

/// Why nothing could be measured.
public enum TrustError: Error, CustomStringConvertible {
    /// The run does not say where its data lie.
    case noData

    public var description: String {
        switch self {
        case .noData: "the run does not say where its scans lie; name their folder with --data DIR"
        }
    }
}

extension Sample {
    /// The lesion that the manifest tells of (`lesion_i`, `lesion_j`, `lesion_k`, `lesion_radius`); nil without.
    func lesion(in scan: Scan) -> Lesion? {
        func number(_ column: String) -> Double? { attributes[column].flatMap(Double.init) }
        guard let i = number("lesion_i"), let j = number("lesion_j"), let radius = number("lesion_radius") else {
            return nil
        }
        let k = number("lesion_k")
        guard scan.isVolume else {
            // A clip's lesion lies in one frame; in an image there is no k.
            return Lesion(centre: [i, j, k ?? 0], radii: [radius, radius, scan.times > 1 ? 1 : .infinity])
        }
        let millimetres = number("lesion_radius_mm") ?? radius * scan.spacing[0]
        return Lesion(
            centre: [i, j, k ?? 0], radii: SIMD3((0..<3).map { millimetres / max(scan.spacing[$0], 1e-9) }))
    }
}
