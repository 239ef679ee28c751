import Foundation
import TestFolders

/// Runs the built `cine` the way a shell does.
struct Command {
    var status: Int32
    var output: String
    var errors: String

    /// Runs `cine` to its end.
    ///
    /// - Parameter interruptAfter: seconds after which the process is sent SIGINT, if it still runs.
    static func cine(_ arguments: String..., interruptAfter delay: Double? = nil) throws -> Command {
        try run(arguments, interruptAfter: delay)
    }

    /// - Parameter other: what is standard output in place of the file whose text the result holds.
    static func run(
        _ arguments: [String], interruptAfter delay: Double? = nil, output other: FileHandle? = nil
    ) throws -> Command {
        let process = Process()
        process.executableURL = productsFolder.appendingPathComponent("cine")
        process.arguments = arguments
        let folder = try TemporaryFolder()
        let output = try folder.emptyFile("output")
        let errors = try folder.emptyFile("errors")
        process.standardOutput = other ?? output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        if let delay {
            DispatchQueue.global().asyncAfter(deadline: .now() + delay) {
                if process.isRunning { process.interrupt() }
            }
        }
        process.waitUntilExit()
        return Command(
            status: process.terminationStatus, output: String(decoding: try folder.bytes(of: "output"), as: UTF8.self),
            errors: String(decoding: try folder.bytes(of: "errors"), as: UTF8.self))
    }

    /// The folder that holds the test bundle and the command.
    private static var productsFolder: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    }
}
