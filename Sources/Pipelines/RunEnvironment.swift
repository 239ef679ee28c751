import Foundation

/// Where and with what a run was made: the contents of `environment.json`.
///
/// It stands outside the promise that equal seeds give equal bytes.
struct RunEnvironment: Codable, Hashable {
    var cine: String
    var swift: String
    var engine: String
    var instructionSet: String
    var operatingSystem: String
    var threads: Int
    var seed: UInt64
    var commandLine: [String]
    var started: Date

    private enum CodingKeys: String, CodingKey {
        case cine, swift, engine, threads, seed, started
        case instructionSet = "instruction_set"
        case operatingSystem = "operating_system"
        case commandLine = "command_line"
    }
}
