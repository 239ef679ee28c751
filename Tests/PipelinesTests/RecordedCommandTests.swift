import Foundation
import RunFolders
import SystemPackage
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

    /// What an option says is no pipeline, whatever it ends in.
    @Test(arguments: ["--out a.yaml", "--set cohort.manifest=a.yml", "--set=b.yaml --out=c.yaml"])
    func valuesOfOptionsAreNoPipeline(options: String) throws {
        #expect(try command("cine train \(options) p.yaml")?.pipeline == "/study/p.yaml")
    }

    /// The way from the run folder to the folder of the command is kept and no path that names a user.
    @Test(arguments: [
        ("runs/a", "../.."), ("/home/ann/study/run", ".."), ("/home/ann/study/x/../run", ".."), ("/mnt/run", nil),
        ("../run", nil),
    ])
    func theWorkingFolderIsKeptAsTheWayToIt(folder: String, way: String?) throws {
        let environment = RunEnvironment(
            threads: 1, seed: 0, parameters: nil, leaksAccepted: nil, commandLine: [], folder: FilePath(folder),
            working: "/home/ann/study")
        #expect(environment.workingFolder == way)
        #expect(!String(decoding: try JSONEncoder().encode(environment), as: UTF8.self).contains("home"))
    }

    @Test func aWayIsTakenFromTheRunFolder() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "{\"command_line\": [\"cine\", \"train\", \"p.yaml\"], \"working_folder\": \"../..\"}",
            to: "runs/a/environment.json")
        let command = RecordedCommand(in: RunFolder(folder.path.pushing("runs/a")))
        #expect(command?.pipeline == folder.path.appending("p.yaml"))
    }

    @Test func whatIsNotThereIsNil() throws {
        #expect(try command("cine train /x/p.yml --out run")?.data == nil)
        #expect(try command("cine train /x/p.yml --out run")?.pipeline == "/x/p.yml")
        #expect(try command("cine validate p.yaml --data d", folder: nil)?.data == "d")
        #expect(RecordedCommand(in: RunFolder(try TemporaryFolder().path)) == nil)
    }
}
