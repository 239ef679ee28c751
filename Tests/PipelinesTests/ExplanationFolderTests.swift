import Foundation
import RunFolders
import SystemPackage
import Testing

@testable import Pipelines

/// Which explanations are taken as they stand when a command goes on.
@Suite struct ExplanationFolderTests {
    static let entry = """
        {"sample": "scan", "link": "scan/report.html", "thumbnail": "data:image/jpeg;base64,AAAA", "states": ["clean"],
         "answer": {"className": "a", "probability": 0.75, "target": "a", "leads": 3}, "warnings": []}
        """

    /// A folder with an explanation of `scan`, its list entry as given.
    static func folder(entry: String) throws -> ExplanationFolder {
        let root = FilePath(NSTemporaryDirectory()).appending("explanation-\(UUID().uuidString)")
        let folder = ExplanationFolder(root)
        try FileManager.default.createDirectory(
            atPath: folder.folder(of: "scan").string, withIntermediateDirectories: true)
        var record = SaliencyRecord(
            sample: "scan", status: .ok, model: "m", settings: ExplainSettings(), cineVersion: CineVersion.current)
        record.target = "a"
        record.content = "0a"
        try AtomicFile.write(try ReadableJSON.bytes(of: record), to: folder.record(of: "scan"))
        try AtomicFile.write("<!doctype html>", to: folder.report(of: "scan"))
        try AtomicFile.write(entry, to: folder.entry(of: "scan"))
        return folder
    }

    static func isFinished(
        entry: String = entry, content: String? = "0a", model: String = "m", clinical: [Double?] = [],
        examples: String? = nil
    ) throws -> Bool {
        let folder = try folder(entry: entry)
        defer { try? FileManager.default.removeItem(atPath: folder.root.string) }
        return folder.finished(
            "scan", content: content, model: model, settings: ExplainSettings(), clinical: clinical, examples: examples)
            != nil
    }

    @Test func whatIsWholeIsTaken() throws {
        #expect(try Self.isFinished())
        #expect(try !Self.isFinished(model: "other"))
        #expect(try !Self.isFinished(content: "1b"))
        #expect(try !Self.isFinished(content: nil))
        #expect(try !Self.isFinished(clinical: [1]))
        #expect(try !Self.isFinished(examples: "2c"))
    }

    @Test func aPageThatIsGoneIsMadeAnew() throws {
        let folder = try Self.folder(entry: Self.entry)
        defer { try? FileManager.default.removeItem(atPath: folder.root.string) }
        try FileManager.default.removeItem(atPath: folder.report(of: "scan").string)
        #expect(
            folder.finished("scan", content: "0a", model: "m", settings: ExplainSettings(), clinical: [], examples: nil)
                == nil)
    }

    @Test func whateverItsNameAScanHasAFolderOfItsOwn() throws {
        let folder = ExplanationFolder("/out")
        let names = [
            "..", ".", "", "/", "/etc", "a/../b", "index.html", "index.html~", "a/report.html", "gradCAM.nii.gz",
            "gradCAM-00.png", "saliency.json", ".lock", "a.png", "b/c", "~",
        ]
        let places = names.map { folder.folder(of: $0).string }
        #expect(Set(places).count == names.count)
        for place in places { #expect(place.hasPrefix("/out/") && !place.split(separator: "/").contains("..")) }
        #expect(folder.folder(of: "a.png") == "/out/a.png" && folder.folder(of: "b/c") == "/out/b/c")
        #expect(folder.folder(of: "index.html") == "/out/index.html~")
        #expect(folder.link(to: "a/report.html") == "a/report.html~/report.html")
    }

    @Test func nothingOfAnEarlierExplanationStays() throws {
        let folder = try Self.folder(entry: Self.entry)
        defer { try? FileManager.default.removeItem(atPath: folder.root.string) }
        for name in ["gradCAM.nii.gz", "occlusion-03.png", "notes.txt"] {
            try AtomicFile.write("x", to: folder.folder(of: "scan").appending(name))
        }
        try folder.clear("scan")
        try folder.clear("never")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.folder(of: "scan").string) == ["notes.txt"])
    }

    /// Cut off at any byte, emptied or edited, an entry is made anew and nothing traps.
    @Test func aDamagedEntryIsMadeAnew() throws {
        let text = Self.entry.trimmingCharacters(in: .whitespacesAndNewlines)
        for length in stride(from: 0, to: text.utf8.count, by: 7) {
            #expect(try !Self.isFinished(entry: String(decoding: text.utf8.prefix(length), as: UTF8.self)))
        }
        let edits = [
            ("0.75", "1e300"), ("0.75", "-1"), ("0.75", "\"x\""), ("\"clean\"", "\"<b>\""),
            ("\"sample\": \"scan\"", "\"sample\": \"x\""),
            ("scan/report.html", "javascript:alert(1)"), ("data:image/jpeg;base64,AAAA", "https://example.org/x.png"),
            ("\"leads\": 3", "\"leads\": 99999999999999999999999"), ("[]", "null"),
        ]
        for (old, new) in edits {
            #expect(try !Self.isFinished(entry: text.replacingOccurrences(of: old, with: new)), "\(new)")
        }
    }
}
