import Foundation
import Imaging
import Networks
import Preparation
import RunFolders
import SystemPackage
import Tensors

/// A workload's training step with its batch read from files and prepared, against one whose batch is there.
struct LoaderBench {
    var measurement: BenchMeasurement

    /// The keys of the peers' scripts, and both kinds of step.
    struct Row: Encodable {
        var impl = "cine"
        var version = Cine.configuration.version
        var variant = BenchVariant.f32.rawValue
        var workload: String
        var mode = "train-loader"
        var threads, B: Int
        /// Milliseconds of a step with loading and without, taken in turns, and the former over the latter.
        var ms_p50, ms_without_p50, ratio: Double
        var samples_s: Double
        var peak_rss_mb: Int
    }

    /// How many batches of files there are; they are read again and again, without a cache of what was prepared.
    private static let batches = 3

    func row() throws -> Row {
        let folder = FilePath(NSTemporaryDirectory()).appending("cine-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        let workload = measurement.workload
        let loader = BatchLoader(
            items: try items(in: folder), preparation: Preparation(), augmentation: nil, seed: 1,
            threads: measurement.threads, cacheBytes: 0)
        let plan = try measurement.plan(batch: workload.batch, mode: .train)
        let labels = (0..<plan.batch).map { $0 % plan.classes }
        var step = 0
        func train(loads: Bool) throws {
            step += 1
            if loads {
                let first = step % Self.batches * plan.batch
                for (place, frames) in try loader.sequences(at: Array(first..<first + plan.batch), epoch: 0)
                    .enumerated()
                {
                    try plan.setInput(frames, at: place)
                }
            }
            _ = try plan.trainStep(labels: labels, dropoutSeed: UInt64(step))
            try plan.update(.adam(learningRate: 1e-3, step: step))
        }
        var (with, without): ([Double], [Double]) = ([], [])
        let clock = ContinuousClock()
        for _ in 0..<2 { try train(loads: true) }
        let start = clock.now
        while with.count < 5 || clock.now - start < .seconds(measurement.seconds) {
            without.append(try clock.measure { try train(loads: false) } / .milliseconds(1))
            with.append(try clock.measure { try train(loads: true) } / .milliseconds(1))
        }
        let (loading, bare) = (with.sorted()[with.count / 2], without.sorted()[without.count / 2])
        return Row(
            workload: workload.rawValue, threads: measurement.threads, B: workload.batch, ms_p50: loading,
            ms_without_p50: bare, ratio: loading / bare, samples_s: Double(workload.batch) / loading * 1e3,
            peak_rss_mb: ProcessTime.peakMebibytes)
    }

    /// Scans of the workload's shape: compressed volumes, or JPEG images where there is one frame.
    private func items(in folder: FilePath) throws -> [LoadedItem] {
        let input = measurement.workload.input
        return try (0..<Self.batches * measurement.workload.batch).map { number in
            var generator = RandomGenerator(seed: 2, stream: [UInt64(number)])
            let pixels = (0..<input.frames * input.height * input.width).map { index in
                let (row, column) = (index / input.width, index % input.width)
                let shade = 60 * sin(Double(row + 7 * number) / 9) * cos(Double(column) / 13)
                return Float(128 + shade + 5 * generator.normal())
            }
            let (name, bytes) =
                input.frames == 1
                ? (
                    "\(number).jpg",
                    try JPEGWriter.encode(Tensor(shape: [input.height, input.width], elements: pixels), quality: 90)
                )
                : (
                    "\(number).nii.gz",
                    try NIfTIWriter.encode(
                        Tensor(shape: [input.frames, input.height, input.width], elements: pixels),
                        affine: .identity, datatype: .uint8)
                )
            try AtomicFile.write(bytes, to: folder.appending(name))
            return LoadedItem(id: name, source: .file(folder.appending(name)))
        }
    }
}
