import SystemPackage

/// What a command that runs a pipeline is asked to do beside what the pipeline says.
public struct RunRequest: Sendable {
    /// The run folder.
    public var output: FilePath
    /// The folder that holds the data.
    public var data: FilePath
    /// The pipeline file's folder; weights to start from are named relative to it.
    public var pipelineFolder: FilePath
    public var threads: Int
    /// Whether training goes on where a leak crosses the parts; every output then says so.
    public var acceptsLeaks: Bool
    /// The command as it was typed, recorded in `environment.json`.
    public var commandLine: [String]

    public init(
        output: FilePath, data: FilePath, pipelineFolder: FilePath, threads: Int, acceptsLeaks: Bool = false,
        commandLine: [String]
    ) {
        self.output = output
        self.data = data
        self.pipelineFolder = pipelineFolder
        self.threads = threads
        self.acceptsLeaks = acceptsLeaks
        self.commandLine = commandLine
    }
}
