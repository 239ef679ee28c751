import ArgumentParser
import Phantoms

struct PhantomCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phantom",
        abstract: "Makes a synthetic cohort whose truth is known.",
        discussion: """
            Example: cine phantom lesion-mri --out phantoms --count 40 --seed 7

            Writes the scans and labels.csv: the class and patient of each, and where its lesion lies. The same seed gives
            the same scans, and a longer cohort begins with a shorter one. Clips also get frame-labels.csv, what each frame shows.
            A folder that holds anything else is refused (74).
            """)

    @Argument(help: "What the cohort shows.")
    var kind: PhantomKind

    @Option(help: ArgumentHelp("The folder for the scans and labels.csv.", valueName: "dir"))
    var out: ScanPath

    @Option(parsing: .unconditional, help: ArgumentHelp("The number of scans.", valueName: "n"))
    var count = 100

    @Option(help: ArgumentHelp("The seed of all random numbers.", valueName: "s"))
    var seed: UInt64 = 0

    @Option(parsing: .unconditional, help: ArgumentHelp("How many scans in a row are of one patient.", valueName: "n"))
    var scansPerPatient = 1

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        do {
            _ = try phantom()
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() throws {
        Interruption.handleSignals()
        let bar = ProgressBar(isQuiet: global.quiet)
        defer { bar.clear() }
        var done = 0
        try phantom().write(to: out.path) { truth in
            if Interruption.isRequested { throw PhantomInterruption(scans: done) }
            done += 1
            bar.show(fraction: Double(done) / Double(count), "\(done) of \(count) scans")
            if global.json { try JSONLine.print(truth) }
        }
        bar.clear()
        global.messages.say("\(count) scans and labels.csv are in \(out.path)")
    }

    private func phantom() throws(PhantomError) -> Phantom {
        try Phantom(kind: kind, count: count, seed: seed, scansPerPatient: scansPerPatient)
    }
}

extension PhantomKind: ExpressibleByArgument {}

/// The user asked to stop before all scans were made.
struct PhantomInterruption: Error, CustomStringConvertible {
    var scans: Int

    var description: String { "interrupted after \(scans) scans; the same command makes the cohort whole" }
}
