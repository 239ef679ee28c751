import ArgumentParser
import Foundation
import Imaging
import Kernels
import Networks
import Pipelines
import RunFolders
import SystemPackage
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

            With --explain as well, what Grad-CAM and a whole explanation of each scan cost beside its classification.

            With --loader, training steps whose batches are read from compressed files, in turns with steps without.

            With --tune, no workload but each algorithm of each convolution, which takes minutes on a quiet machine. The \
            table that is written takes effect as Sources/Kernels/algorithms.txt, when Cine is built again.
            """)

    enum Mode: String, CaseIterable, ExpressibleByArgument {
        case train, infer
    }

    @Option(help: "W1 (MRI volume), W2 (X-ray) or W3 (MedMNIST3D).") var workload: Workload?
    @Option(help: "train or infer.") var mode: Mode?
    @Option(help: "The arithmetic: f32; bf16 is refused, because Cine has none yet.") var variant: BenchVariant = .f32
    @Option(help: "Seconds to measure.") var seconds = 5.0
    @Option(help: "Seconds before measuring.") var warmup = 1.0
    @Flag(help: "Measures training steps with real loading.") var loader = false
    @Option(help: ArgumentHelp("Writes a measured table of algorithms.", valueName: "file")) var tune: ScanPath?
    @Option(help: "A model whose classification of the paths is measured.") var model: ScanPath?
    @Option(help: "How many scans are scored at a time, with --model.") var batch = 16
    @Flag(help: "Measures explanations, with --model.") var explain = false
    @Argument(help: ArgumentHelp("Scans or folders, with --model.", valueName: "path")) var paths: [ScanPath] = []
    @OptionGroup var list: PathList

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (model == nil) == (paths.isEmpty && list.list == nil) else {
            throw ValidationError("name a --model and the scans to classify, or neither")
        }
        guard !explain || model != nil else { throw ValidationError("--explain needs a --model and scans") }
        guard (1...4096).contains(batch) else {
            throw ValidationError("--batch must be between 1 and 4096, not \(batch)")
        }
        guard variant != .bf16 else { throw ValidationError(BenchVariant.refusal) }
        guard tune == nil || (model == nil && !loader && workload == nil && mode == nil) else {
            throw ValidationError(
                "--tune measures convolutions alone; leave out --model, --loader, --workload and --mode")
        }
        guard !loader || (model == nil && mode != .infer) else {
            throw ValidationError("--loader measures training steps; leave out --model and --mode infer")
        }
        guard seconds >= 0, warmup >= 0 else { throw ValidationError("--seconds and --warmup must not be negative") }
    }

    func run() throws {
        if let tune {
            try writeTable(to: tune.path)
            return
        }
        if let model {
            let model = try ModelFile.read(from: model.path)
            let scans = try ScanSelection.scans(
                under: list.paths(besides: paths), framesInFolders: model.description.framesInFolders)
            if explain {
                try JSONLine.print(ExplanationBench(model: model, scans: scans, threads: global.threadCount).row())
                return
            }
            try JSONLine.print(
                ClassificationBench(model: model, scans: scans, batch: batch, threads: global.threadCount).row())
            return
        }
        for workload in workload.map({ [$0] }) ?? Workload.allCases {
            if loader {
                let measurement = BenchMeasurement(
                    workload: workload, mode: .train, threads: global.threadCount, seconds: seconds, warmup: warmup)
                try JSONLine.print(LoaderBench(measurement: measurement).row())
                continue
            }
            for mode in mode.map({ [$0] }) ?? Mode.allCases {
                let row = try BenchMeasurement(
                    workload: workload, mode: mode, threads: global.threadCount, seconds: seconds, warmup: warmup
                ).row()
                try JSONLine.print(row)
            }
        }
    }
}

extension Bench {
    /// Measures the algorithms of convolutions and writes the table.
    private func writeTable(to path: FilePath) throws {
        let messages = global.messages
        var last = ""
        let table = try AlgorithmTuning(threads: global.threadCount).table(replacing: .committed) { name in
            // One message for each pass and number of channels, of many convolutions.
            let group = name.split(separator: " ").prefix(2).joined(separator: " ")
            if group != last { messages.say("measuring \(group) channels") }
            last = group
        }
        try AtomicFile.write(AlgorithmTable.heading + table.lines.map { $0 + "\n" }.joined(), to: path)
        messages.say(
            "wrote \(table.rows.count) rows to \(path.printable); to use them, copy it to Sources/Kernels/algorithms.txt and build"
        )
    }
}

/// The arithmetics of the peers' scripts.
enum BenchVariant: String, CaseIterable, ExpressibleByArgument {
    case f32
    /// Refused: it needs AVX-512, and is not written yet.
    case bf16

    /// Why there is no bfloat16.
    static var refusal: String {
        let instructions = EngineVersion.instructionSet
        return instructions.contains("avx512") || instructions.contains("amx")
            ? "--variant bf16: Cine does not compute in bfloat16 yet; leave --variant out to measure float32"
            : "--variant bf16: Cine does not compute in bfloat16 yet, and this processor has \(instructions), which could not; leave --variant out to measure float32"
    }
}

extension Workload: ExpressibleByArgument {}
