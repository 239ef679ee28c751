import SystemPackage

/// The files of ablations and searches.
extension RunFolder {
    /// One pipeline file for each arm of an ablation.
    public var arms: FilePath { root.appending("arms") }
    /// The pipeline of an arm.
    public func arm(_ name: FilePath.Component) -> FilePath {
        arms.appending("\(name.string).yaml")
    }
    /// A row for each arm and metric.
    public var ablationTable: FilePath { root.appending("ablation.csv") }
    public var ablationMarkdown: FilePath { root.appending("ablation.md") }
    public var ablationLaTeX: FilePath { root.appending("ablation.tex") }
    /// All figures of an ablation, from which its tables and its page are made.
    public var ablationRecord: FilePath { root.appending("ablation.json") }
    /// Seconds and memory of each arm.
    public var armTiming: FilePath { root.appending("timing-arms.tsv") }

    /// A row for each training that a search asked for.
    public var searchTable: FilePath { root.appending("search.csv") }
    /// All figures of a search, from which its page is made.
    public var searchRecord: FilePath { root.appending("search.json") }
    /// The winner as a pipeline file.
    public var searchWinner: FilePath { root.appending("winner.yaml") }

    /// What each strategy and seed reached against a table of trainings.
    public var replayTable: FilePath { root.appending("replay.csv") }
    /// All figures of a replay, from which its page is made.
    public var replayRecord: FilePath { root.appending("replay.json") }
    /// The candidate that each strategy chose most often, as a pipeline file.
    public var winners: FilePath { root.appending("winners") }

    /// Makes the folder of the strategies' winners where it is missing.
    public func createWinners() throws(RunFolderError) { try SystemCalls.makeFolder(winners) }

    /// Makes the folder of the arms' pipelines where it is missing.
    public func createArms() throws(RunFolderError) { try SystemCalls.makeFolder(arms) }

    /// Says which pipeline stands behind an arm; what units did under its name for another one is removed first.
    ///
    /// An arm's name can come to mean something else when a study goes on: a training that failed before and succeeds now
    /// changes what is chosen, and with it all that comes after.
    public func claim(
        arm name: FilePath.Component, pipeline text: String, units: [UnitFolder]
    ) throws(RunFolderError) {
        if let known = try? WholeFile.bytes(at: arm(name)), known != Array(text.utf8) {
            for unit in units { try unit.removeResults() }
        }
        try AtomicFile.write(text, to: arm(name))
    }

    /// The names of these files.
    static let studyNames: Set<String> = {
        let folder = RunFolder("")
        let files = [
            folder.arms, folder.ablationTable, folder.ablationMarkdown, folder.ablationLaTeX, folder.ablationRecord,
            folder.armTiming, folder.searchTable, folder.searchRecord, folder.searchWinner,
            folder.replayTable, folder.replayRecord, folder.winners,
        ]
        return Set(files.map(\.string))
    }()
}
