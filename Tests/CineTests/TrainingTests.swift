import Foundation
import TestFolders
import Testing

/// Training, interruption, classification and what stands in the run folder, through the command.
@Suite struct TrainingTests {
    private let pipeline = """
        cohort: { manifest: labels.csv, path: path, label: class, group: patient }
        split: { holdOut: 0.3, tuning: 0.2 }
        preparation: { frames: 8, size: [16, 16] }
        augmentation: { flip: both }
        \(SmallStudy.model("{ dropout: 0.2 }"))
        training: { epochs: 400, batch: 8, earlyStopping: none, seed: 3 }
        """

    /// A folder with a trivial cohort of 40 volumes and the pipeline.
    private func cohort() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("trivial", 40)
        try folder.write(pipeline, to: "p.yaml")
        return folder
    }

    private func train(_ folder: TemporaryFolder, into run: String, interruptAfter delay: Double? = nil) throws
        -> Command
    {
        try Command.cine(
            "train", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path(run), "--threads", "2",
            interruptAfter: delay)
    }

    @Test func anInterruptedTrainingGoesOnAndEndsWithTheSameBytes() throws {
        let folder = try cohort()
        let whole = try train(folder, into: "whole")
        #expect(whole.status == 0, "\(whole.errors)")
        let interrupted = try train(folder, into: "parts", interruptAfter: 0.7)
        #expect(interrupted.status == 75, "\(interrupted.errors)")
        #expect(interrupted.errors.contains("the same command goes on from there"))
        #expect(try train(folder, into: "parts").status == 0)
        for file in [
            "model.safetensors", "predictions.csv", "history.csv", "metrics.json", "split.csv", "pipeline.yaml",
        ] {
            #expect(try folder.bytes(of: "whole/\(file)") == folder.bytes(of: "parts/\(file)"), "\(file) differs")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("parts/checkpoints")))
    }

    @Test func aModelClassifiesAFolderWithABadFileInIt() throws {
        let folder = try cohort()
        try folder.write(pipeline.replacingOccurrences(of: "epochs: 400", with: "epochs: 3"), to: "p.yaml")
        let trained = try train(folder, into: "run")
        #expect(trained.status == 0, "\(trained.errors)")
        try folder.write("no volume", to: "data/bad.nii.gz")
        let arguments = [
            "classify", folder.path("run/model.safetensors"), folder.path("data"), "--out", folder.path("out.csv"),
        ]
        let result = try Command.run(arguments)
        #expect(result.status == 1)
        let table = String(decoding: try folder.bytes(of: "out.csv"), as: UTF8.self)
        let rows = table.split(separator: "\n")
        #expect(rows.count == 42)
        #expect(
            rows.first == "file,sample,status,class,probability,p_a,p_b,uncertainty,warnings,error,model")
        #expect(rows.count { $0.contains(",failed,") } == 1)

        #expect(try Command.run(arguments).status == 1)
        #expect(try String(decoding: folder.bytes(of: "out.csv"), as: UTF8.self) == table)
    }

    @Test func aModelFileCutInHalfIsRefused() throws {
        let folder = try cohort()
        try folder.write(pipeline.replacingOccurrences(of: "epochs: 400", with: "epochs: 1"), to: "p.yaml")
        #expect(try train(folder, into: "run").status == 0)
        let model = try folder.bytes(of: "run/model.safetensors")
        try model.prefix(model.count / 2).write(to: URL(filePath: folder.path("half.safetensors")))
        let result = try Command.cine(
            "classify", folder.path("half.safetensors"), folder.path("data"), "--out", folder.path("out.csv"))
        #expect(result.status == 65)
        #expect(result.errors.contains("half.safetensors"))
    }

    @Test func anotherPipelineInTheSameFolderIsRefused() throws {
        let folder = try cohort()
        try folder.write(pipeline.replacingOccurrences(of: "epochs: 400", with: "epochs: 1"), to: "p.yaml")
        #expect(try train(folder, into: "run").status == 0)
        try folder.write(pipeline.replacingOccurrences(of: "epochs: 400", with: "epochs: 2"), to: "p.yaml")
        let result = try train(folder, into: "run")
        #expect(result.status == 74)
        #expect(result.errors.contains("different pipeline"))
    }
}
