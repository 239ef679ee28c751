import Foundation
import Kernels
import RunFolders
import SystemPackage

/// Where and with what a run was made: the contents of `environment.json`.
///
/// It stands outside the promise that equal seeds give equal bytes.
struct RunEnvironment: Encodable {
    var cine = CineVersion.current
    var engine = "oneDNN \(EngineVersion.library)"
    var instructionSet = EngineVersion.instructionSet
    /// The table that says which algorithm computes which convolution.
    var algorithms = AlgorithmTable.committed.lines
    var operatingSystem = ProcessInfo.processInfo.operatingSystemVersionString
    var threads: Int
    var seed: UInt64
    /// How many numbers the network learns; nil where no scan says what it reads.
    var parameters: Int?
    /// The number of leaks of each kind that were accepted; nil where none was found.
    var leaksAccepted: [String: Int]?
    var commandLine: [String]
    /// What paths of the command line are relative to.
    var workingFolder = FileManager.default.currentDirectoryPath
    var started = ISO8601DateFormatter().string(from: Date())

    init(threads: Int, seed: UInt64, parameters: Int?, leaksAccepted: [String: Int]?, commandLine: [String]) {
        self.threads = threads
        self.seed = seed
        self.parameters = parameters
        self.leaksAccepted = leaksAccepted
        self.commandLine = commandLine
    }

    private enum CodingKeys: String, CodingKey {
        case cine, engine, algorithms, threads, seed, parameters, started
        case instructionSet = "instruction_set"
        case operatingSystem = "operating_system"
        case leaksAccepted = "leaks_accepted"
        case commandLine = "command_line"
        case workingFolder = "working_folder"
    }
}
