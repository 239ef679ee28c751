import RunFolders
import TestFolders
import Testing

@testable import Pipelines

@Suite struct RecordedCommandTests {
    private func command(_ arguments: String, folder working: String? = "/study") throws -> RecordedCommand? {
        let folder = try TemporaryFolder()
        let words = arguments.split(separator: " ").map { "\"\($0)\"" }.joined(separator: ",")
        let started = working.map { ", \"working_folder\": \"\($0)\"" } ?? ""
        try folder.write("{\"command_line\": [\(words)]\(started)}", to: "environment.json")
        return RecordedCommand(in: RunFolder(folder.path))
    }

    /// Paths are those of the folder in which the command was given, wherever the run is asked about.
    @Test(arguments: ["--data scans", "--data=scans"])
    func theDataFolderIsFound(option: String) throws {
        let command = try #require(try command("cine train p.yaml \(option) --out run"))
        #expect(command.data == "/study/scans" && command.pipeline == "/study/p.yaml")
    }

    @Test func whatIsNotThereIsNil() throws {
        #expect(try command("cine train /x/p.yml --out run")?.data == nil)
        #expect(try command("cine train /x/p.yml --out run")?.pipeline == "/x/p.yml")
        #expect(try command("cine validate p.yaml --data d", folder: nil)?.data == "d")
        #expect(RecordedCommand(in: RunFolder(try TemporaryFolder().path)) == nil)
    }
}
