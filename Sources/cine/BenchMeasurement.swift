import Foundation
import Networks
import Tensors

/// One workload measured in one mode, on fixed random numbers.
struct BenchMeasurement {
    var workload: Workload
    var mode: Bench.Mode
    var threads: Int
    var seconds: Double
    var warmup: Double

    /// The keys of the peers' scripts.
    struct Row: Encodable {
        var impl = "cine"
        var version = Cine.configuration.version
        var variant = BenchVariant.f32.rawValue
        var workload, mode: String
        var threads, B: Int
        var ms_p50, ms_min, ms_p95, samples_s, cpu_ms: Double
        var lat_b1_ms_p50: Double?
        var peak_rss_mb: Int
        var loss_first: Double?
    }

    func row() throws -> Row {
        var firstLoss: Double?
        var latency: Double?
        let times: Times
        switch mode {
        case .train:
            let plan = try plan(batch: workload.batch, mode: .train)
            let labels = (0..<plan.batch).map { $0 % plan.classes }
            var step = 0
            times = try measured(for: seconds) {
                step += 1
                let loss = try plan.trainStep(labels: labels, dropoutSeed: UInt64(step))
                try plan.update(.adam(learningRate: 1e-3, step: step))
                if firstLoss == nil { firstLoss = Double(loss) }
            }
        case .infer:
            let plan = try plan(batch: workload.batch, mode: .infer)
            times = try measured(for: seconds / 2) { try plan.infer() }
            let single = try self.plan(batch: 1, mode: .infer)
            latency = try measured(for: seconds / 2) { try single.infer() }.median
        }
        return Row(
            workload: workload.rawValue, mode: mode.rawValue, threads: threads, B: workload.batch,
            ms_p50: times.median, ms_min: times.fastest, ms_p95: times.slow,
            samples_s: Double(workload.batch) / times.median * 1e3, cpu_ms: times.cpu, lat_b1_ms_p50: latency,
            peak_rss_mb: ProcessTime.peakMebibytes, loss_first: firstLoss)
    }

    func plan(batch: Int, mode: Plan.Mode) throws -> Plan {
        let plan = try Plan(workload.architecture, input: workload.input, batch: batch, mode: mode, threads: threads)
        try plan.load(try Weights.initial(for: workload.architecture, input: workload.input, seed: 0))
        let input = workload.input
        let shape = Shape([input.frames, input.height, input.width, input.channels])
        for index in 0..<batch {
            var generator = RandomGenerator(seed: 1, stream: [UInt64(index)])
            try plan.setInput(
                Tensor(shape: shape, elements: (0..<shape.count).map { _ in Float(generator.normal()) }), at: index)
        }
        return plan
    }

    /// Milliseconds of many steps.
    private struct Times {
        var median, fastest, slow, cpu: Double
    }

    private func measured(for seconds: Double, _ step: () throws -> Void) throws -> Times {
        let clock = ContinuousClock()
        var rounds = 0
        let warm = clock.now
        while rounds < 3 || clock.now - warm < .seconds(warmup) {
            try step()
            rounds += 1
        }
        var times: [Double] = []
        let cpu = ProcessTime.cpuSeconds
        let start = clock.now
        while times.count < 5 || clock.now - start < .seconds(seconds) {
            let before = clock.now
            try step()
            times.append((clock.now - before) / .milliseconds(1))
        }
        let used = (ProcessTime.cpuSeconds - cpu) / Double(times.count) * 1e3
        times.sort()
        return Times(
            median: times[times.count / 2], fastest: times[0], slow: times[(times.count - 1) * 95 / 100], cpu: used)
    }
}
