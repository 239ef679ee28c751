import ArgumentParser
import Imaging
import Networks
import Pipelines
import Saliency
import SystemPackage
import Training

struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows where a model's evidence lies in each scan, and which slices or frames carried the answer.",
        discussion: """
            Example: cine explain runs/phantom/model.safetensors new-scans/ --out explained --method gradCAM,integratedGradients

            Each scan gets a folder with saliency.json and its maps: NIfTI on the scan's own grid for volumes, pictures for
            images and clips. Running the same command again goes on where it stopped. Exit code 1 says that some scans failed.
            Research use only, not for diagnosis.
            """)

    @Argument(help: "The model file (.safetensors).")
    var model: ScanPath

    @Argument(help: ArgumentHelp("Scans, folders, frame folders or manifests.", valueName: "path"))
    var paths: [ScanPath] = []

    @OptionGroup var list: PathList

    @Option(help: ArgumentHelp("The folder to write.", valueName: "dir"))
    var out: ScanPath?

    @Option(
        help: ArgumentHelp(
            "Methods, with commas between: \(SaliencyMethod.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "name,…"))
    var method: String?

    @Option(help: ArgumentHelp("The class to explain; each scan's decided class if not given.", valueName: "class"))
    var target: String?

    @Option(help: ArgumentHelp("The layer that class activation maps read (see --list-layers).", valueName: "path"))
    var layer: String?

    @Option(
        help: ArgumentHelp(
            "Show pictures of scans of this folder or manifest, the cohort that trained the model, beside the prototypes that "
                + "they are closest to.", valueName: "dir"))
    var cohort: ScanPath?

    @Flag(help: "Keep back the maps of methods that failed the trust card, rather than stamp them.")
    var withholdFailed = false

    @Flag(help: "Print the model's layers and stop.")
    var listLayers = false

    @Flag(help: "The images of one folder are the frames of one scan; without it the model says so.")
    var framesInFolders = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if listLayers { return }
        if paths.isEmpty, list.list == nil { throw ValidationError("name a scan, a folder, a manifest or --list FILE") }
        if out == nil { throw ValidationError("name the folder to write with --out DIR") }
    }

    func run() throws {
        Interruption.handleSignals()
        let model = try ModelFile.read(from: model.path)
        if listLayers { return try printLayers(of: model) }
        guard let out else { return }
        let settings = ExplainSettings(
            methods: try method.map { try ExplainSettings.methods(named: $0) } ?? ExplainSettings.standardMethods,
            target: target, layer: layer, withholdsFailed: withholdFailed)
        let paths = try list.paths(besides: paths)
        let scans = ScanSelection.scans(
            try ScanSelection.scans(
                under: paths, framesInFolders: framesInFolders || model.description.framesInFolders),
            outside: out.path)
        if scans.isEmpty { throw NoScans(paths: paths) }

        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        let explainer = try ScanExplainer(
            model, settings: settings, threads: global.threadCount,
            clinical: ClinicalTable(model.description.clinicalColumns, in: ScanSelection.manifests(among: paths)),
            examples: try cohort.map { try examples(of: model, in: $0.path, bar) } ?? .none)
        var done = 0
        var (failed, abstained) = (0, 0)
        let explanation = Explanation(explainer, in: ExplanationFolder(out.path))
        try explanation.run(scans, isCancelled: { Interruption.isRequested }) { record in
            done += 1
            if record.status == .abstained { abstained += 1 }
            if record.status == .failed {
                failed += 1
                bar.clear()
                global.messages.warn("\(String(decodingPrintable: record.sample.utf8)): \(record.error ?? "")")
            }
            if global.json { try JSONLine.print(record) }
            bar.show(fraction: Double(done) / Double(scans.count), "\(done) of \(scans.count) scans", remaining: nil)
        }
        bar.clear()
        global.messages.say(
            "\(scans.count) scans, \(failed) failed\(abstained > 0 ? ", \(abstained) abstained" : ""), written to \(out.path)"
        )
        if failed > 0 { throw ExitStatus.someFailed }
    }

    /// Pictures of the cohort at `path` for the model's prototypes.
    private func examples(
        of model: ModelFile, in path: FilePath, _ bar: ProgressBar
    ) throws -> PrototypeExamples {
        let scans = try ScanSelection.scans(under: [path], framesInFolders: model.description.framesInFolders)
        if scans.isEmpty { throw NoScans(paths: [path]) }
        let examples = try PrototypeExamples(
            of: model, among: scans,
            clinical: ClinicalTable(model.description.clinicalColumns, in: ScanSelection.manifests(among: [path])),
            threads: global.threadCount, isCancelled: { Interruption.isRequested },
            progress: { done in
                bar.show(
                    fraction: Double(done) / Double(scans.count), "\(done) of \(scans.count) scans of the cohort",
                    remaining: nil)
            })
        bar.clear()
        if examples.failed > 0 {
            global.messages.warn(
                "\(examples.failed) scans of the cohort \(path) could not be read, or do not fit the model")
        }
        if examples.isEmpty {
            global.messages.warn(
                "no scan under \(path) lies close to a prototype of the model; is it the cohort that trained it?")
        }
        return examples
    }

    /// One line a layer: its path, what it makes, and which is the default.
    private func printLayers(of model: ModelFile) throws {
        let description = model.description
        let standard = try description.architecture.defaultTap(for: description.input)
        for output in try description.architecture.layerOutputs(for: description.input) {
            let line = LayerLine(
                path: output.path, output: "\(output.shape)", isMap: output.grid != nil,
                isDefault: output.path == standard?.path)
            if global.json { try JSONLine.print(line) } else { try StandardStreams.print(line.text) }
        }
    }
}

/// A layer that may be named with `--layer`.
private struct LayerLine: Encodable {
    var path, output: String
    var isMap, isDefault: Bool

    enum CodingKeys: String, CodingKey {
        case path, output
        case isMap = "map"
        case isDefault = "default"
    }

    var text: String { "\(path): \(output)\(isDefault ? " (default)" : "")" }
}
