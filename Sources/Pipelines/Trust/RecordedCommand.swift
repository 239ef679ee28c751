import Foundation
import RunFolders
import SystemPackage

/// The command that made a run, as `environment.json` tells it.
struct RecordedCommand: Equatable {
    /// The pipeline file; nil where the command named none.
    var pipeline: FilePath?
    /// What was given as `--data`.
    var data: FilePath?

    /// The options of the commands that make runs whose value is another argument, which may end like a pipeline file.
    private static let optionsWithValue: Set = [
        "--out", "--set", "--threads", "--folds", "--jobs", "--unit", "--parent",
    ]

    /// - Returns: nil where the run folder does not say how it was made.
    init?(in folder: RunFolder) {
        struct Environment: Decodable {
            var command_line: [String]
            var working_folder: String?
        }
        guard let bytes = try? WholeFile.bytes(at: folder.environment, limit: 1 << 20),
            let environment = try? JSONDecoder().decode(Environment.self, from: Data(bytes))
        else { return nil }
        let start = environment.working_folder.map { folder.root.pushing(FilePath($0)).lexicallyNormalized() } ?? ""
        var arguments = environment.command_line.dropFirst()[...]
        while let argument = arguments.popFirst() {
            if argument == "--data" {
                data = arguments.popFirst().map { start.pushing(FilePath($0)) }
            } else if argument.hasPrefix("--data=") {
                data = start.pushing(FilePath(String(argument.dropFirst("--data=".count))))
            } else if Self.optionsWithValue.contains(argument) {
                _ = arguments.popFirst()
            } else if pipeline == nil, !argument.hasPrefix("-"),
                argument.hasSuffix(".yaml") || argument.hasSuffix(".yml")
            {
                pipeline = start.pushing(FilePath(argument))
            }
        }
    }
}
