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
    /// How one gets from the run folder to what paths of the command line are relative to, such as `../..`; nil where that is no
    /// folder above: an absolute path often names its user.
    var workingFolder: String?
    var started = ISO8601DateFormatter().string(from: Date())

    /// - Parameters:
    ///   - folder: the run folder, relative to the working folder or not.
    ///   - working: the absolute path of the working folder.
    init(
        threads: Int, seed: UInt64, parameters: Int?, leaksAccepted: [String: Int]?, commandLine: [String],
        folder: FilePath, working: FilePath = FilePath(FileManager.default.currentDirectoryPath)
    ) {
        self.threads = threads
        self.seed = seed
        self.parameters = parameters
        self.leaksAccepted = leaksAccepted
        self.commandLine = commandLine
        var way = working.pushing(folder).lexicallyNormalized()
        if way.removePrefix(working.lexicallyNormalized()) {
            workingFolder = way.components.map { _ in ".." }.joined(separator: "/")
        }
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
