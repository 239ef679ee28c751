import Foundation
import Imaging
import Networks
import Preparation
import Tensors
import Training

/// What the classification of some scans costs: reading them, computing, and both together.
struct ClassificationBench {
    var model: ModelFile
    var scans: [FoundScan]
    var batch: Int
    var threads: Int

    struct Row: Encodable {
        var impl = "cine"
        var version = Cine.configuration.version
        var mode = "classify"
        var model: String
        var members: Int
        var scans, failed, threads, batch: Int
        /// CPU seconds of reading and preparing alone, and of the network alone, all members of an ensemble.
        var reading_cpu_s, engine_cpu_s: Double
        /// Seconds and CPU seconds of the whole classification.
        var wall_s, cpu_s: Double
        /// `wall_s` over the CPU seconds of both parts alone, shared by the threads: 1 wastes nothing.
        var overhead: Double
    }

    func row() throws -> Row {
        let readable = scans.filter { $0.problem == nil }.map { LoadedItem(id: $0.name, source: $0.source) }
        let scorer = try ModelScorer(model, batch: batch, threads: threads)
        var kept: [Tensor] = []
        var failed = scans.count - readable.count
        let reading = ProcessTime.cpuSeconds(of: {
            for scan in PreparedScans(
                readable, preparation: model.description.preparation, threads: threads, chunk: batch)
            {
                guard let frames = try? scan.outcome.get().frames else {
                    failed += 1
                    continue
                }
                if kept.count < batch, InputShape(of: frames) == scorer.input { kept.append(frames) }
            }
        })
        let rounds = kept.isEmpty ? 0 : (scans.count - failed + kept.count - 1) / kept.count
        let engine = try ProcessTime.cpuSeconds(of: {
            for _ in 0..<rounds { _ = try scorer.scores(for: kept) }
        })
        let clock = ContinuousClock()
        let start = clock.now
        let whole = try ProcessTime.cpuSeconds(of: {
            try Classifier(model, batch: batch, threads: threads).classify(scans) { _ in }
        })
        let wall = (clock.now - start) / .seconds(1)
        return Row(
            model: model.id, members: model.description.calibrations.count, scans: scans.count, failed: failed,
            threads: threads, batch: batch,
            reading_cpu_s: reading, engine_cpu_s: engine, wall_s: wall, cpu_s: whole,
            overhead: wall * Double(threads) / (reading + engine))
    }
}
