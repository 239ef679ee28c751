import Foundation
import TestFolders
import Testing

/// Labels of frames, from the manifest to `cine classify`, through the command.
@Suite struct FrameLabelsTests {
    /// The clip's frames are told apart by a tiny network much better than by chance.
    @Test func theFrameWithTheJumpIsFound() throws {
        let folder = try TemporaryFolder()
        let trained = try Command.cine(
            "train", repository.appending(path: "pipelines/phantom-frames.yaml").path, "--out",
            folder.path("run"), "--threads", "2")
        #expect(trained.status == 0, "\(trained.errors)")
        #expect(trained.output.contains("frames by itself"), "\(trained.output)")
        let metrics = try JSONDecoder().decode(Metrics.self, from: Data(folder.bytes(of: "run/metrics.json")))
        #expect(metrics.frames.samples == 12 * metrics.pooled.samples)
        #expect(metrics.frames.patients == metrics.pooled.patients)
        #expect(try #require(metrics.frames.auroc.low) > 0.7)

        let rows = try table("run/frames.csv", in: folder)
        #expect(rows[0] == ["sample", "patient", "fold", "frame", "label", "p_still", "p_moving"])
        #expect(rows.count == 12 * metrics.pooled.samples + 1)
        let scans = try table("run/predictions.csv", in: folder)
        #expect(scans[0] == ["sample", "patient", "fold", "label", "class", "p_still", "p_moving"])
        for scan in scans.dropFirst() {
            let own = rows.filter { $0[0] == scan[0] }
            #expect(own.map { Int($0[3]) } == Array(0..<12))
            #expect(own.compactMap { Double($0[6]) }.max() == Double(scan[6]))
        }

        let model = folder.path("run/model.safetensors")
        let refused = try Command.cine(
            "explain", model, repository.appending(path: "sample-data/clip").path, "--out", folder.path("why"))
        #expect(refused.status == 65)
        #expect(
            refused.errors.contains("answers for each frame, and saliency explains one answer"), "\(refused.errors)")
        let trust = try Command.cine("trust", folder.path("run"))
        #expect(trust.status == 65 && trust.errors.contains("answers for each frame"), "\(trust.errors)")
    }

    private let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

    private struct Metrics: Decodable {
        struct Summary: Decodable {
            struct Estimate: Decodable {
                var value, low, high: Double?
            }

            var samples, patients: Int
            var auroc: Estimate
        }

        var pooled, frames: Summary
        var test_frames: Summary?
    }

    private func table(_ name: String, in folder: TemporaryFolder) throws -> [[String]] {
        String(decoding: try folder.bytes(of: name), as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    /// 16 slices a scan, of which the network reads 8; a finding of its own is in some of them.
    private let pipeline = """
        cohort: { manifest: labels.csv, path: path, labels: [first, second], frameLabels: slices, group: patient }
        split: { holdOut: 0.3, tuning: 0.2 }
        preparation: { frames: 8, size: [16, 16] }
        augmentation: { timeFlip: 0.5 }
        model:
          - timeDistributed:
              axis: slices
              layers: [{ convolution: { filters: 4, bias: false } }, batchNormalization, relu, globalAveragePool]
          - { lstm: { units: 4, returns: all } }
          - { dense: { units: 2 } }
        training: { epochs: 2, batch: 8, loss: binaryCrossEntropy, earlyStopping: { metric: auroc } }

        """

    private func cohort() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let made = try Command.cine("phantom", "trivial", "--out", folder.path("data"), "--count", "30", "--seed", "5")
        #expect(made.status == 0, "\(made.errors)")
        let rows = try table("data/labels.csv", in: folder).enumerated().map { number, row in
            let first = row[1] == "b"
            let second = number / 3 % 2 == 1
            let slices = (0..<16).map { slice in
                let names = (first && slice > 7 ? ["first"] : []) + (second && slice == 5 ? ["second"] : [])
                return names.isEmpty ? "none" : names.joined(separator: "+")
            }
            return
                (row
                + (number == 0
                    ? ["first", "second", "slices"]
                    : [
                        first ? "1" : "0", second ? "1" : "0", slices.joined(separator: ";"),
                    ]))
                .joined(separator: ",")
        }
        try folder.write(rows.joined(separator: "\n") + "\n", to: "data/labels.csv")
        try folder.write(pipeline, to: "p.yaml")
        return folder
    }

    private func run(_ verb: String, _ folder: TemporaryFolder, _ more: String...) throws -> Command {
        try Command.run(
            [verb, folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run"), "--threads", "2"]
                + more)
    }

    @Test func foldsArePooledAndClassifiedFrameByFrame() throws {
        let folder = try cohort()
        let validated = try run("validate", folder, "--folds", "2", "--set", "validation.test={holdOut: 0.3}")
        #expect(validated.status == 0, "\(validated.errors)")
        let tested = try table("run/test_predictions.csv", in: folder).count - 1
        #expect(tested > 3 && tested < 20)
        #expect(try table("run/test_frames.csv", in: folder).count == tested * 8 + 1)
        #expect(try table("run/predictions.csv", in: folder).count == 31 - tested)
        #expect(try table("run/frames.csv", in: folder).count == (30 - tested) * 8 + 1)
        let metrics = try JSONDecoder().decode(Metrics.self, from: Data(folder.bytes(of: "run/metrics.json")))
        #expect(metrics.frames.samples == (30 - tested) * 8)
        #expect(metrics.frames.auroc.low != nil)
        #expect(metrics.test_frames?.samples == tested * 8)
        let page = try folder.text("run/report.html")
        for text in ["single frames", "frames.csv", "test_frames.csv", "labels of their own (column “slices”)"] {
            #expect(page.contains(text), "\(text)")
        }
        // The frames of a unit have figures, and intervals only together with those of the others.
        let unit = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path("run/units")).first)
        let own = try JSONDecoder().decode(
            Metrics.self, from: Data(folder.bytes(of: "run/units/\(unit)/metrics.json")))
        #expect(own.frames.auroc.value != nil && own.frames.auroc.low == nil && own.pooled.auroc.low != nil)

        // A stack is of answers for whole scans.
        let stacked = try Command.cine("stack", folder.path("run"), folder.path("run"), "--out", folder.path("stack"))
        #expect(stacked.status == 65 && stacked.errors.contains("run answers for each frame"), "\(stacked.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("stack")))

        let arguments = [
            "classify", folder.path("run/model.safetensors"), folder.path("data"), "--out", folder.path("out.csv"),
        ]
        let result = try Command.run(arguments)
        #expect(result.status == 0, "\(result.errors)")
        let frames = try folder.bytes(of: "out.frames.csv")
        let rows = try table("out.frames.csv", in: folder)
        #expect(rows[0] == ["file", "sample", "frame", "p_first", "p_second", "model"])
        #expect(rows.count == 30 * 8 + 1)
        for scan in try table("out.csv", in: folder).dropFirst() {
            let own = rows.filter { $0[1] == scan[1] }
            for column in 0..<2 {
                #expect(own.compactMap { Double($0[3 + column]) }.max() == Double(scan[5 + column]))
            }
        }
        // A process that was killed between the two tables leaves frames of scans without a row.
        let scans = try folder.bytes(of: "out.csv")
        let lines = scans.split(separator: UInt8(ascii: "\n"))
        try folder.write(
            lines.dropLast(14).map { String(decoding: $0, as: UTF8.self) + "\n" }.joined(), to: "out.csv")
        #expect(try Command.run(arguments).status == 0)
        #expect(try folder.bytes(of: "out.csv") == scans)
        #expect(try folder.bytes(of: "out.frames.csv") == frames)
    }

    /// A table of frames that lost some of its lines is named, whether several units judged its scans or one.
    @Test func aTableOfFramesWithoutSomeOfThemIsDamaged() throws {
        let folder = try cohort()
        let study = ["--folds", "2", "--set", "validation.repeats=2", "--set", "training.epochs=1"]
        func validate() throws -> Command {
            try Command.run(
                ["validate", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run")]
                    + ["--threads", "2"] + study)
        }
        let whole = try validate()
        #expect(whole.status == 0, "\(whole.errors)")
        #expect(try table("run/frames.csv", in: folder).count == 2 * 30 * 8 + 1)
        let unit = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path("run/units")).sorted().last)
        let name = "run/units/\(unit)/frames.csv"
        let lines = String(decoding: try folder.bytes(of: name), as: UTF8.self).split(separator: "\n")
        try folder.write(lines.dropLast(5).map { "\($0)\n" }.joined(), to: name)
        let damaged = try validate()
        #expect(damaged.status == 65, "\(damaged.errors)")
        #expect(damaged.errors.contains("\(unit)/frames.csv is damaged: it has "), "\(damaged.errors)")
        #expect(damaged.errors.contains(" were judged"), "\(damaged.errors)")
    }

    /// Processes of their own come to the same frames, also of a scan whose name begins like a formula.
    @Test func jobsAndRepeatsGiveTheSameFrames() throws {
        let folder = try cohort()
        try FileManager.default.moveItem(
            atPath: folder.path("data/scan-0001.nii.gz"), toPath: folder.path("data/=1.nii.gz"))
        let manifest = try folder.text("data/labels.csv").replacingOccurrences(
            of: "scan-0001.nii.gz", with: "=1.nii.gz")
        try folder.write(manifest, to: "data/labels.csv")
        func validate(_ name: String, _ more: String...) throws {
            let result = try Command.run(
                ["validate", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path(name)]
                    + ["--folds", "2", "--threads", "1", "--set", "validation.repeats=2"] + more)
            #expect(result.status == 0, "\(result.errors)")
        }
        try validate("alone")
        try validate("beside", "--jobs", "2")
        for file in ["frames.csv", "predictions.csv", "metrics.json"] {
            #expect(try folder.bytes(of: "alone/\(file)") == folder.bytes(of: "beside/\(file)"), "\(file)")
        }
        let rows = try table("alone/frames.csv", in: folder)
        #expect(rows[0].prefix(5) == ["sample", "patient", "fold", "repeat", "seed"])
        #expect(rows.count == 2 * 30 * 8 + 1)
        #expect(rows.count { $0[0] == "'=1" } == 2 * 8)
    }

    /// Clips of 8 and of 12 frames, of which the network reads 10 at most.
    @Test func sequencesOfDifferentLengthHaveFramesOfTheirOwn() throws {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("lesion-clip", 24)
        let rows = try table("data/frame-labels.csv", in: folder).enumerated().map { number, row in
            guard number > 0 else { return row }
            let labels = row[3].split(separator: ";").prefix(number.isMultiple(of: 3) ? 8 : 12)
            let clip = folder.path.appending("data").appending(row[0])
            for name in try folder.names(in: clip).dropFirst(labels.count) {
                try FileManager.default.removeItem(atPath: clip.appending(name).string)
            }
            return [row[0], labels.contains("moving") ? "moving" : "still", row[2], labels.joined(separator: ";")]
        }
        try folder.write(rows.map { $0.joined(separator: ",") + "\n" }.joined(), to: "data/labels.csv")
        let text =
            pipeline
            .replacingOccurrences(
                of: "labels: [first, second], frameLabels: slices",
                with: "label: class, classes: [still, moving], frameLabels: frames"
            )
            .replacingOccurrences(of: "frames: 8, size", with: "frames: { max: 10 }, size")
            .replacingOccurrences(of: "axis: slices", with: "axis: frames")
            .replacingOccurrences(of: "loss: binaryCrossEntropy, ", with: "")
        try folder.write(text, to: "p.yaml")
        let trained = try run("train", folder)
        #expect(trained.status == 0, "\(trained.errors)")
        let truth = Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[3].split(separator: ";").map(String.init)) })
        let frames = Dictionary(grouping: try table("run/frames.csv", in: folder).dropFirst()) { $0[0] }
        #expect(Set(frames.values.map(\.count)) == [8, 10])
        for (scan, own) in frames {
            let labels = try #require(truth[scan])
            let places = own.compactMap { Int($0[3]) }
            #expect(places.count == min(labels.count, 10) && Set(places).count == places.count)
            #expect(own.map { $0[4] } == places.map { labels[$0] })
        }
    }

    @Test func labelsThatAreNotOneASliceAreRefusedBeforeTraining() throws {
        let folder = try cohort()
        let text = String(decoding: try folder.bytes(of: "data/labels.csv"), as: UTF8.self)
        let place = try #require(text.range(of: ";none\n"))
        try folder.write(text.replacingCharacters(in: place, with: "\n"), to: "data/labels.csv")
        let refused = try run("train", folder)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("15 labels for the 16 frames of "), "\(refused.errors)")
        #expect(refused.errors.contains("labels.csv:"), "\(refused.errors)")
    }
}
