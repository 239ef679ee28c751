import Cohorts
import Foundation
import Imaging
import Preparation
import RunFolders
import Saliency
import SystemPackage
import Tensors
import Training
import Trust

extension TrustRun {
    /// Where a run's data and pipeline file lie.
    struct Places {
        var data: FilePath
        /// The folder that weights to start from are named relative to.
        var pipelineFolder: FilePath
    }

    /// The places that were named, else those that the run's command line tells of.
    func places(of pipeline: Pipeline) throws -> Places {
        struct Environment: Decodable {
            var command_line: [String]
        }
        let bytes = try? WholeFile.bytes(at: folder.environment, limit: 1 << 20)
        let arguments =
            bytes.flatMap { try? JSONDecoder().decode(Environment.self, from: Data($0)).command_line } ?? []
        let file = arguments.first { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map { FilePath($0) }
        let option = arguments.firstIndex(of: "--data").flatMap { place in
            place + 1 < arguments.count ? FilePath(arguments[place + 1]) : nil
        }
        guard let data = data ?? option ?? file.map({ pipeline.dataFolder(given: nil, besides: $0) }) else {
            throw TrustError.noData
        }
        return Places(data: data, pipelineFolder: file.map { Pipeline.folder(of: $0) } ?? "")
    }

    /// Scans of the run that the model did not learn from, evenly over its classes, each with its decided class.
    func samples(of cohort: Cohort, for model: ModelFile) throws -> [TrustSample] {
        let judged = try judgedSamples()
        var byClass: [[Sample]] = cohort.classes.map { _ in [] }
        for sample in cohort.samples where judged.isEmpty || judged.contains(CSVWriter.harmless(sample.id)) {
            byClass[sample.label].append(sample)
        }
        let share = max(1, scans / max(cohort.classes.count, 1))
        let chosen = byClass.flatMap { group in
            let step = max(1, group.count / share)
            return stride(from: 0, to: group.count, by: step).prefix(share).map { group[$0] }
        }
        let masks = try MaskColumn(maskColumn, of: cohort)
        let description = model.description
        let explainer = try ScanExplainer(
            model, settings: ExplainSettings(methods: [.gradientTimesInput]), threads: threads)
        return try chosen.map { sample in
            let scan = try ScanReader.read(sample.source)
            let sequence = try description.preparation.prepare(scan)
            let values = sample.clinical(description.clinicalColumns)
            let clinical = description.clinical.map { $0.numbers(values) }
            let logits = try explainer.explainer.read(sequence.frames, clinical: clinical)
            let decision = description.score(of: try description.probabilities(of: logits)).decision
            return TrustSample(
                frames: sequence.frames, clinical: clinical, target: decision,
                lesion: decision == sample.label ? sample.lesion(in: scan) : nil,
                mask: try masks?.mask(of: sample, scan),
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
