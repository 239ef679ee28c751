import Foundation
import TestFolders
import Testing

/// The report that a training ends with, and `cine report`.
@Suite struct ReportTests {
    @Test func aTrainingEndsWithAReportThatCanBeRebuilt() throws {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("random", 24)
        try folder.write(
            """
            cohort: { manifest: labels.csv, path: path, label: class, group: patient }
            split: { holdOut: 0.3, tuning: 0.25 }
            preparation: { frames: 4, size: [8, 8] }
            model: [{ timeDistributed: { axis: slices, layers: [flatten] } }, { lstm: { units: 2 } }, { dense: { units: 2 } }]
            training: { epochs: 2, batch: 8, earlyStopping: none, seed: 3 }
            """, to: "p.yaml")
        let trained = try Command.cine(
            "train", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run"))
        #expect(trained.status == 0, "\(trained.errors)")
        let page = try folder.bytes(of: "run/report.html")
        #expect(String(decoding: page, as: UTF8.self).contains("Training report"))

        try FileManager.default.removeItem(atPath: folder.path("run/report.html"))
        #expect(try Command.cine("report", folder.path("run")).status == 0)
        #expect(try folder.bytes(of: "run/report.html") == page)
    }

    @Test func whatIsNoRunOrDamagedIsBadData() throws {
        let folder = try TemporaryFolder()
        let none = try Command.cine("report", folder.path("nothing"))
        #expect(none.status == 65 && none.errors.contains("is no run folder"))
        try folder.write("training: {}\n", to: "run/pipeline.yaml")
        try folder.write("{", to: "run/metrics.json")
        let damaged = try Command.cine("report", folder.path("run"))
        #expect(damaged.status == 65 && damaged.errors.contains("metrics.json is damaged"))
    }
}
