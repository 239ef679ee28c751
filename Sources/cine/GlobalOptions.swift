import ArgumentParser
import Foundation

/// The options that every command understands.
struct GlobalOptions: ParsableArguments {
    @Flag(help: "Print one JSON object a line on standard output.")
    var json = false

    @Flag(help: "Say nothing but warnings and errors.")
    var quiet = false

    @Option(help: ArgumentHelp("The number of threads; all cores if not given.", valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads must be between 1 and 1024, not \(threads)")
        }
    }

    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

    var messages: Messages { Messages(isQuiet: quiet) }
}
