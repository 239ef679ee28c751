import ArgumentParser
import Foundation
import Pipelines

@main
struct Cine: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cine",
        abstract: "Learns to classify medical scans as sequences, and shows why. Research use only.",
        version: CineVersion.current,
        subcommands: [
            Inspect.self, Check.self, Train.self, Validate.self, Ablate.self, Search.self, Stack.self, Classify.self,
            Explain.self, TrustCommand.self, Report.self,
            PhantomCommand.self,
            Bench.self, Doctor.self,
        ])

    /// Parses, runs one subcommand and turns every error into a sentence and an exit code.
    static func main() {
        StandardStreams.prepare()
        WaitPolicy.apply()
        let command: any ParsableCommand
        do {
            command = try parseAsRoot(RawArguments.all)
        } catch {
            exit(withError: error)
        }
        do {
            var command = command
            try command.run()
        } catch let status as ExitStatus {
            exit(withError: status.code)
        } catch let error as OutputError where error.isClosedPipe {
            exit(withError: ExitStatus(for: error).code)
        } catch let error where isOfParser(error) {
            exit(withError: error)
        } catch {
            Messages.write("cine: \(error)")
            exit(withError: ExitStatus(for: error).code)
        }
    }

    /// Whether ArgumentParser made the error: a request for help, wrong usage, or an exit code.
    private static func isOfParser(_ error: any Error) -> Bool {
        error is CleanExit || error is ValidationError || error is ExitCode
            || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
    }
}
