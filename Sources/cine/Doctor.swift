import ArgumentParser
import Pipelines

struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says what this build can do, and whether its engine computes rightly here.",
        discussion: "Example: cine doctor --json")

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let diagnosis = try Diagnosis.make(threads: global.threadCount)
        if global.json {
            try JSONLine.print(diagnosis)
        } else {
            for line in diagnosis.lines { try StandardStreams.print(line) }
        }
        if !diagnosis.isHealthy { throw ExitStatus.someFailed }
    }
}
