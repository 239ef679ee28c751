import ArgumentParser
import Foundation
import Networks
import Pipelines
import Tensors
import Training

/// `cine bench`: the speed of the engine on fixed workloads, in the format of the peers' scripts.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measures the engine on a fixed workload.",
        discussion: """
            Without --workload and --mode, all of them, one JSON line each. `cpu_ms` is the CPU time of one step and can \
            be read on a busy machine; the other times cannot.

            Example: cine bench --workload W1 --mode train --threads 2

            With --model and scans, what their classification costs instead: CPU seconds of reading, of the network, and \
            seconds of both together.

            Example: cine bench --model runs/phantom/model.safetensors scans/
            """)

    enum Mode: String, CaseIterable, ExpressibleByArgument {
        case train, infer
    }

    @Option(help: "W1 (MRI volume), W2 (X-ray) or W3 (MedMNIST3D).") var workload: Workload?
    @Option(help: "train or infer.") var mode: Mode?
    @Option(help: "The arithmetic: f32.") var variant: BenchVariant = .f32
    @Option(help: "Seconds to measure.") var seconds = 5.0
    @Option(help: "Seconds before measuring.") var warmup = 1.0
    @Option(help: "A model whose classification of the paths is measured.") var model: ScanPath?
    @Option(help: "How many scans are scored at a time, with --model.") var batch = 16
    @Argument(help: ArgumentHelp("Scans or folders, with --model.", valueName: "path")) var paths: [ScanPath] = []
    @OptionGroup var list: PathList

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (model == nil) == (paths.isEmpty && list.list == nil) else {
            throw ValidationError("name a --model and the scans to classify, or neither")
        }
        guard (1...4096).contains(batch) else {
            throw ValidationError("--batch must be between 1 and 4096, not \(batch)")
        }
        guard seconds >= 0, warmup >= 0 else { throw ValidationError("--seconds and --warmup must not be negative") }
    }

    func run() throws {
        if let model {
            let model = try ModelFile.read(from: model.path)
            let scans = try ScanSelection.scans(
                under: list.paths(besides: paths), framesInFolders: model.description.framesInFolders)
            try JSONLine.print(
                ClassificationBench(model: model, scans: scans, batch: batch, threads: global.threadCount).row())
            return
        }
        for workload in workload.map({ [$0] }) ?? Workload.allCases {
            for mode in mode.map({ [$0] }) ?? Mode.allCases {
                let row = try BenchMeasurement(
                    workload: workload, mode: mode, threads: global.threadCount, seconds: seconds, warmup: warmup
                ).row()
                try JSONLine.print(row)
            }
        }
    }
}

/// The arithmetics that the engine offers.
enum BenchVariant: String, CaseIterable, ExpressibleByArgument {
    case f32
}

extension Workload: ExpressibleByArgument {}
