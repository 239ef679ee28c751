import Foundation
import TestFolders
import Testing

/// What a person sees who gives the command something that it cannot use: a sentence and the right exit code.
@Suite struct BadInputTests {
    private let pipeline = """
        cohort: { manifest: labels.csv, path: path, label: class }
        split: { holdOut: 0.25 }
        preparation: { frames: 4, size: [8, 8] }
        model:
          - timeDistributed: { axis: slices, layers: [{ convolution: { filters: 4 } }, relu, globalAveragePool] }
          - { lstm: { units: 4 } }
          - { dense: { units: 2 } }
        training: { epochs: 2, batch: 4 }
        """

    /// Trains in a fresh folder that holds `pipeline` after `change`, and the manifest if there is one.
    private func train(_ pipeline: String, manifest: String? = nil, _ more: [String] = []) throws -> Command {
        let folder = try TemporaryFolder()
        try folder.write(pipeline, to: "p.yaml")
        if let manifest { try folder.write(manifest, to: "labels.csv") }
        return try withExtendedLifetime(folder) {
            try Command.run(["train", folder.path("p.yaml"), "--out", folder.path("run")] + more)
        }
    }

    @Test func aMissingPipeline() throws {
        let result = try Command.cine("train", "no-such.yaml", "--out", "unused")
        #expect(result.status == 65)
        #expect(result.errors.contains("no-such.yaml"))
    }

    @Test func anUnknownKey() throws {
        let result = try train(pipeline.replacingOccurrences(of: "epochs", with: "epoch"))
        #expect(result.status == 65)
        #expect(result.errors.contains("p.yaml:8:13: unknown key training.epoch; did you mean epochs?"))
    }

    @Test func aWrongType() throws {
        let result = try train(pipeline.replacingOccurrences(of: "units: 4", with: "units: many"))
        #expect(result.status == 65)
        #expect(result.errors.contains("p.yaml:6:22: model[1].lstm.units must be a whole number, but is “many”"))
    }

    @Test func anUnknownLayer() throws {
        let result = try train(pipeline.replacingOccurrences(of: "relu", with: "rellu"))
        #expect(result.status == 65)
        #expect(result.errors.contains("relu"))
        #expect(result.errors.contains("p.yaml:5:"))
    }

    @Test func aMissingManifest() throws {
        let result = try train(pipeline)
        #expect(result.status == 65)
        #expect(result.errors.contains("labels.csv"))
    }

    @Test func aManifestWithATypo() throws {
        let result = try train(pipeline, manifest: "path,clas\na.nii,x\nb.nii,y\n")
        #expect(result.status == 65)
        #expect(result.errors.contains("labels.csv:1"))
        #expect(result.errors.contains("clas"))
    }

    @Test func aManifestWhoseFilesAreMissing() throws {
        let result = try train(pipeline, manifest: "path,class\na.nii,x\nb.nii,y\nc.nii,x\nd.nii,y\n")
        #expect(result.status == 65)
        #expect(result.errors.contains("labels.csv:2"))
        #expect(result.errors.contains("a.nii"))
    }

    @Test func aDataFolderThatIsMissing() throws {
        let result = try train(pipeline, ["--data", "/no/such/folder"])
        #expect(result.status == 65)
        #expect(result.errors.contains("/no/such/folder"))
    }

    @Test func anOutputThatCannotBeWritten() throws {
        let folder = try TemporaryFolder()
        try folder.write("a file", to: "occupied")
        let result = try withExtendedLifetime(folder) {
            try Command.cine("phantom", "trivial", "--out", folder.path("occupied/run"), "--count", "2")
        }
        #expect(result.status == 74)
        #expect(result.errors.contains("occupied"))
    }

    @Test(arguments: ["-3", "0"])
    func aNumberOfPhantomsThatCannotBeMade(count: String) throws {
        let result = try Command.cine("phantom", "trivial", "--out", "unused", "--count", count)
        #expect(result.status == 64)
        #expect(
            result.errors.contains("cohort of \(count) scans cannot be made: ask for at least 1"), "\(result.errors)")
    }

    /// What stands in a setting is configuration, wherever it was given.
    @Test(arguments: ["nonsense", "training.epochs=", "training.epoks=3", "training.epochs=-1", "training.epochs=["])
    func aBadSetting(setting: String) throws {
        let result = try train(pipeline, ["--set", setting])
        #expect(result.status == 65)
        #expect(result.errors.contains(setting), "\(result.errors)")
    }

    @Test(arguments: ["-1", "0", "1"])
    func tooFewFolds(folds: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(pipeline, to: "p.yaml")
        let result = try Command.cine("validate", folder.path("p.yaml"), "--out", folder.path("run"), "--folds", folds)
        #expect(result.status == 65)
        #expect(result.errors.contains("folds is \(folds) but must be 2 to 10000"), "\(result.errors)")
    }

    @Test func anUnknownOption() throws {
        #expect(try Command.cine("train", "--epoch", "3").status == 64)
        #expect(try Command.cine("trian").status == 64)
    }

    @Test func aTextFileNamedLikeAVolume() throws {
        let folder = try TemporaryFolder()
        try folder.write("not a scan", to: "a.nii.gz")
        let result = try withExtendedLifetime(folder) {
            try Command.cine("inspect", "--json", folder.path("a.nii.gz"))
        }
        #expect(result.status == 1)
        #expect(result.output.contains("\"status\":\"error\""))
    }

    @Test func oneClassCannotBeLearnt() throws {
        let one = pipeline.replacingOccurrences(of: "label: class }", with: "label: class, classes: [x] }")
        let result = try train(one.replacingOccurrences(of: "units: 2", with: "units: 1"))
        #expect(result.status == 65 && result.errors.contains("p.yaml:1:"), "\(result.errors)")
        #expect(result.errors.contains("one class only (x)"), "\(result.errors)")
    }

    @Test(arguments: [
        ("a: 1\n---\nb: 2\n", "a second document begins here"), ("a: \u{0}\n", "characters that no text has"),
    ])
    func whatIsNoPipelineIsSaidPlainly(text: String, message: String) throws {
        let result = try train(text)
        #expect(result.status == 65 && result.errors.contains(message), "\(result.errors)")
    }

    @Test func aNumberThatIsTooLargeIsOneAllTheSame() throws {
        let result = try train(pipeline.replacingOccurrences(of: "epochs: 2", with: "epochs: 99999999999999999999"))
        #expect(result.status == 65, "\(result.errors)")
        #expect(result.errors.contains("p.yaml:8:21: training.epochs must be a whole number up to 9223372036854775807"))
    }

    @Test(arguments: ["inspect", "classify", "explain"])
    func aPathWithoutScansIsBadData(verb: String) throws {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("trivial", 24)
        try folder.write(
            pipeline.replacingOccurrences(of: "label: class", with: "label: class, group: patient"), to: "p.yaml")
        let trained = try Command.cine(
            "train", folder.path("p.yaml"), "--data", folder.path("data"), "--out", folder.path("run"), "--threads", "1"
        )
        #expect(trained.status == 0, "\(trained.errors)")
        try folder.write("path,class\n", to: "empty/notes.txt")
        let model = verb == "inspect" ? [] : [folder.path("run/model.safetensors")]
        let out = verb == "inspect" ? [] : ["--out", folder.path("out")]
        let result = try Command.run([verb] + model + [folder.path("empty")] + out)
        #expect(result.status == 65, "\(result.errors)")
        #expect(result.errors.contains("no scan was found in \(folder.path("empty")); looked for PNG, JPEG and NIfTI"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }

    /// What would take minutes of reading scans is refused before: here there are no scans to read.
    @Test(arguments: ["train", "validate", "search", "ablate"])
    func theFolderOfAnotherPipelineIsRefusedBeforeScansAreRead(verb: String) throws {
        let folder = try TemporaryFolder()
        let blocks = """

            search: { budget: 2, inner: { folds: 2 }, space: { units: { path: model.lstm.units, choice: [2, 4] } } }
            ablation: { none: { training.epochs: 1 } }

            """
        try folder.write(pipeline + blocks, to: "p.yaml")
        try folder.write("path,class\na.nii,x\nb.nii,y\n", to: "labels.csv")
        try folder.write("another: pipeline\n", to: "run/pipeline.yaml")
        let result = try Command.run([verb, folder.path("p.yaml"), "--out", folder.path("run")])
        #expect(result.status == 74 && result.errors.contains("was made by a different pipeline"), "\(result.errors)")
    }
}
