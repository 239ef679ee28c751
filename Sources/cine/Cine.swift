import ArgumentParser

@main
struct Cine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cine",
        abstract: "Learns to classify medical scans as sequences, and shows why. Research use only.",
        version: "0.1.0",
        subcommands: [Bench.self])
}
