import ArgumentParser
import Imaging
import Pipelines
import Saliency
import Tensors
import Training

/// What explaining some scans costs beside classifying them.
struct ExplanationBench {
    var model: ModelFile
    var scans: [FoundScan]
    var threads: Int

    struct Row: Encodable {
        var impl = "cine"
        var version = Cine.configuration.version
        var mode = "explain"
        var model: String
        var scans, failed, threads: Int
        /// CPU milliseconds a scan: of the network alone, scan by scan; of Grad-CAM, the network's answer in it; and of all that
        /// an explanation with the standard methods computes, reading and checks in it.
        var classify_cpu_ms, gradcam_cpu_ms, explanation_cpu_ms: Double
        /// `gradcam_cpu_ms` over `classify_cpu_ms`.
        var gradcam_ratio: Double
    }

    /// How often each scan is computed, so that the clock's grain does not count.
    private static let rounds = 5

    func row() throws -> Row {
        let description = model.description
        let network = try ExplainedNetwork(
            description.architecture, input: description.input, weights: model.weights(ofMember: 0), threads: threads)
        let scorer = try ModelScorer(model, batch: 1, threads: threads)
        let explainer = try ScanExplainer(model, settings: ExplainSettings(), threads: threads)
        var prepared: [Tensor] = []
        for scan in scans where scan.problem == nil {
            guard let read = try? ScanReader.read(scan.source),
                let frames = try? description.preparation.prepare(read).frames,
                description.input.admits(frames, fewerFrames: description.preparation.keepsFewerFrames)
            else { continue }
            prepared.append(frames)
        }
        guard let first = prepared.first else { throw ValidationError("the model can read none of the scans") }
        let clinical = description.clinical.first?.numbers([]) ?? []
        _ = try scorer.scores(for: [first])
        _ = try network.read(first, clinical: clinical)
        let classifying = try ProcessTime.cpuSeconds(of: {
            for _ in 0..<Self.rounds { for frames in prepared { _ = try scorer.scores(for: [frames]) } }
        })
        let mapping = try ProcessTime.cpuSeconds(of: {
            for _ in 0..<Self.rounds {
                for frames in prepared {
                    _ = try network.read(frames, clinical: clinical)
                    _ = try network.map(.gradCAM, of: frames, target: 0, seed: 1)
                }
            }
        })
        var explained = 0
        let explaining = ProcessTime.cpuSeconds(of: {
            for scan in scans where scan.problem == nil {
                if (try? explainer.explain(scan.source)) != nil { explained += 1 }
            }
        })
        let count = Double(Self.rounds * prepared.count) / 1000
        return Row(
            model: model.id, scans: scans.count, failed: scans.count - prepared.count, threads: threads,
            classify_cpu_ms: classifying / count, gradcam_cpu_ms: mapping / count,
            explanation_cpu_ms: explaining * 1000 / Double(max(explained, 1)), gradcam_ratio: mapping / classifying)
    }
}
