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
        let command = RecordedCommand(in: folder)
        guard
            let data = data ?? command?.data ?? command?.pipeline.map({ pipeline.dataFolder(given: nil, besides: $0) })
        else { throw TrustError.noData }
        guard self.data != nil || (try? Stat(data).type) == .directory else { throw TrustError.dataGone(data) }
        return Places(data: data, pipelineFolder: command?.pipeline.map { Pipeline.folder(of: $0) } ?? "")
    }

    /// Scans that the run judged, evenly over its classes, each with its decided class.
    ///
    /// - Parameter passedOver: told what is wrong with a scan that cannot be read, prepared or scored.
    /// - Throws: `TrustError.noScans`.
    func samples(
        of cohort: Cohort, for model: ModelFile, passedOver: (String) -> Void
    ) throws -> [TrustSample] {
        let judged = try judgedSamples()
        var byClass: [[Sample]] = cohort.classes.map { _ in [] }
        for sample in cohort.samples where judged?.contains(CSVWriter.harmless(sample.id)) ?? true {
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
        let samples = try chosen.compactMap { sample -> TrustSample? in
            let (scan, sequence): (Scan, FrameSequence)
            do {
                scan = try ScanReader.read(sample.source)
                sequence = try description.preparation.prepare(scan)
            } catch let error as PreparationError {
                passedOver("\(SampleFailure(id: sample.id, source: sample.source, reason: .preparing(error)))")
                return nil
            } catch {
                passedOver("\(error)")
                return nil
            }
            let values = sample.clinical(description.clinicalColumns)
            let clinical = description.clinical.map { $0.numbers(values) }
            let logits = try explainer.explainer.read(sequence.frames, clinical: clinical)
            guard logits.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
                passedOver("\(sample.path): the network's outputs are not finite numbers")
                return nil
            }
            let decision = description.score(of: try description.probabilities(of: logits)).decision
            return TrustSample(
                frames: sequence.frames, clinical: clinical, target: decision,
                lesion: sample.belongs(to: decision) ? sample.lesion(in: scan) : nil,
                mask: try masks?.mask(of: sample, scan),
                space: ScannerSpace(sequence.geometry, sequence: sequence.frames.shape))
        }
        guard !samples.isEmpty else { throw TrustError.noScans(folder.root) }
        return samples
    }

    /// The names of the scans that were judged, as tables spell them: those of the test part, which no member of an ensemble
    /// learnt from, where there is one; nil where the run judged none.
    private func judgedSamples() throws -> Set<String>? {
        for file in [folder.testPredictions, folder.predictions] where (try? Stat(file).type) == .regular {
            let table = try DelimitedTable.read(file)
            let sample = try table.index(of: "sample")
            if !table.rows.isEmpty { return Set(table.rows.map { $0[sample].text }) }
        }
        return nil
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
