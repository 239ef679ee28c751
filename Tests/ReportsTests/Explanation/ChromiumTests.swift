import Foundation
import SystemPackage
import Testing

@testable import Reports

/// The pages in a real browser, where one is installed; `Fixtures/drive_explanation.py` drives them further.
@Suite(.enabled(if: Chromium.isInstalled, "/usr/bin/chromium is not installed")) struct ChromiumTests {
    @Test func theViewerOpensWithoutAComplaint() throws {
        let result = try Chromium.open(
            ExplanationPage(explanationExample(states: [.usable, .noPositiveEvidence])).html)
        #expect(result.page.contains("data-ready=\"yes\"") && result.page.contains("class=\"scripted\""))
        #expect(result.page.contains("where the network found evidence for “present”."))
        #expect(result.page.contains("radiological: left of the picture is the patient’s right"))
        #expect(result.page.contains(">9 of 0–15</output>"))
        #expect(result.complaints.isEmpty, "\(result.complaints)")
    }

    @Test func hostileNamesRunNothing() throws {
        let hostile = "</script><script>document.documentElement.dataset.owned='yes'</script>"
        let result = try Chromium.open(
            ExplanationPage(explanationExample(sample: hostile, className: hostile, note: hostile)).html)
        #expect(result.page.contains("data-ready=\"yes\"") && !result.page.contains("data-owned"))
        #expect(result.complaints.isEmpty, "\(result.complaints)")
    }

    @Test func theListOpensWithoutAComplaint() throws {
        let entries = [
            try ExplanationIndex.Entry(explanationExample(), link: "scan/report.html"),
            ExplanationIndex.Entry(sample: "broken", failure: "the file ends early"),
        ]
        let result = try Chromium.open(ExplanationIndex(entries: entries).html)
        #expect(result.page.contains("2 of 2 shown"))
        #expect(result.complaints.isEmpty, "\(result.complaints)")
    }
}

/// Headless Chromium without a network.
private enum Chromium {
    static let executable = "/usr/bin/chromium"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: executable) }

    /// The page after its script ran, and what the console said.
    static func open(_ html: String) throws -> (page: String, complaints: [String]) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("chromium-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("page.html")
        try Data(html.utf8).write(to: file)
        let (output, errors) = (folder.appendingPathComponent("out"), folder.appendingPathComponent("err"))
        for url in [output, errors] { try Data().write(to: url) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--host-resolver-rules=MAP * ~NOTFOUND",
            "--user-data-dir=\(folder.appendingPathComponent("profile").path)", "--enable-logging=stderr", "--v=0",
            "--virtual-time-budget=20000", "--dump-dom", file.absoluteString,
        ]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        let complaints = try String(contentsOf: errors, encoding: .utf8).split(separator: "\n").filter {
            $0.contains(":CONSOLE")
        }
        return (try String(contentsOf: output, encoding: .utf8), complaints.map(String.init))
    }
}
