import ArgumentParser
import Pipelines
import Saliency
import SystemPackage
import Training

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Measures whether a model's saliency maps mean anything, and writes the trust card into the model.",
        discussion: """
            Example: cine trust runs/phantom --method gradCAM,layerCAM

            Compares maps with those of randomised networks, of noisy scans, of an edge detector and of other scans, and takes
            scans apart in the maps' order. Writes trust.json and the model's metadata; cine explain then shows the card. Exit
            code 1 says that a method failed a check. Ctrl-C ends it (75) before anything is written; with --retrain the same
            command goes on from the training's checkpoint.
            """)

    @Argument(help: ArgumentHelp("The run folder that train or validate wrote.", valueName: "run"))
    var folder: ScanPath

    @Option(help: ArgumentHelp("The folder that holds the manifest, if the run does not say.", valueName: "dir"))
    var data: ScanPath?

    @Option(
        help: ArgumentHelp("Methods, with commas between; those that explain makes by itself.", valueName: "name,…"))
    var method: String?

    @Option(help: ArgumentHelp("The layer that class activation maps read.", valueName: "path"))
    var layer: String?

    @Option(help: "How many scans are measured, evenly over the classes.")
    var scans = 40

    @Option(
        help: ArgumentHelp(
            "The manifest's column of masks on the scans' grids; “mask” if it has one.", valueName: "column")
    )
    var mask: String?

    @Flag(help: "Train the recipe again on shuffled labels and compare with its maps.")
    var retrain = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (2...10_000).contains(scans) else {
            throw ValidationError("--scans must be between 2 and 10000, not \(scans)")
        }
    }

    func run() throws {
        Interruption.handleSignals()
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        let cards = try TrustRun(
            folder.path,
            methods: try method.map { try ExplainSettings.methods(named: $0) } ?? ExplainSettings.standardMethods,
            layer: layer, data: data?.path, maskColumn: mask, retrains: retrain, scans: scans,
            threads: global.threadCount
        ).run(isCancelled: { Interruption.isRequested }) { event in
            switch event {
            case .training(let progress):
                bar.show(
                    fraction: progress.fraction, "shuffled labels: \(progress.text)",
                    remaining: progress.remainingSeconds)
            case .passedOver(let problem):
                bar.clear()
                global.messages.warn("not measured: \(problem)")
            case .measured(let method, let done, let total):
                bar.show(fraction: Double(done) / Double(total), "\(method.title): \(done) of \(total) maps")
            }
        }
        bar.clear()
        for card in cards {
            if global.json {
                try JSONLine.print(card)
            } else {
                try StandardStreams.print("\(card.method): \(card.hasFailed ? "failed: do not read" : "passed")")
                for check in card.checks {
                    let wanted = check.wanted.map { " (\($0))" } ?? ""
                    let value = (check.value * 1000).rounded() / 1000
                    try StandardStreams.print("  \(check.name): \(value)\(wanted), \(check.verdict.rawValue)")
                }
            }
        }
        if cards.contains(where: \.hasFailed) { throw ExitStatus.someFailed }
    }
}
