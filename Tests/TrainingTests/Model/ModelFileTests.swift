import Foundation
import Networks
import SystemPackage
import Tensors
import TestFolders
import Testing

@testable import Training

@Suite struct ModelFileTests {
    @Test func comesBackFromItsBytes() throws {
        let model = try ModelExamples.model()
        let read = try ModelFile.parse(model.serialized())
        #expect(read.description == model.description)
        #expect(read.weights == model.weights)
        #expect(read.id == model.id)
        #expect(read.serialized() == model.serialized())
    }

    @Test func comesBackFromAFile() throws {
        try withTemporaryFolder { folder in
            let model = try ModelExamples.model()
            let path = folder.appending("model.safetensors")
            try model.write(to: path)
            #expect(try ModelFile.read(from: path).id == model.id)
        }
    }

    @Test func isTheSameForTheSameContentAndAnotherForOther() throws {
        let model = try ModelExamples.model()
        #expect(try ModelExamples.model().serialized() == model.serialized())
        #expect(try ModelExamples.model(seed: 2).id != model.id)
        var description = model.description
        description.intendedUse = "Teaching."
        #expect(try ModelFile(description: description, weights: model.weights).id != model.id)
        #expect(model.id.count == 16)
    }

    @Test func refusesProfilesAndCountsThatNothingCanBe() throws {
        let model = try ModelExamples.model()
        func profile(mean: Int, count: Int) -> FeatureProfile {
            FeatureProfile(
                meanFrameFeature: [Float](repeating: 0, count: mean), prototypes: [[0, 0, 0, 0]],
                classCounts: [[1, count]], deviations: [1, 1, 1, 1], distances: [])
        }
        func made(with profile: FeatureProfile) throws -> ModelFile {
            var description = model.description
            description.profiles = [profile]
            return try ModelFile(description: description, weights: model.weights)
        }
        _ = try made(with: profile(mean: 3, count: 2))
        #expect(throws: ModelProblem.self) { try made(with: profile(mean: 4, count: 2)) }
        #expect(throws: ModelProblem.self) { try made(with: profile(mean: 3, count: .max)) }
        #expect(throws: ModelProblem.self) { try made(with: profile(mean: 3, count: -1)) }
        var description = model.description
        description.cohort.classCounts = [.max, 1]
        #expect(throws: ModelProblem.self) { try ModelFile(description: description, weights: model.weights) }
    }

    @Test func refusesEveryTruncation() throws {
        let bytes = try ModelExamples.model().serialized()
        for count in stride(from: 0, to: bytes.count, by: 97) {
            #expect(throws: ModelProblem.self) { try ModelFile.parse(Array(bytes.prefix(count))) }
        }
    }

    @Test func refusesEveryFlippedBit() throws {
        let bytes = try ModelExamples.model().serialized()
        for place in stride(from: 0, to: bytes.count, by: 61) {
            var damaged = bytes
            damaged[place] ^= 0x10
            #expect(throws: ModelProblem.self, "byte \(place)") { try ModelFile.parse(damaged) }
        }
    }

    @Test(arguments: [
        ("cine_model", nil, "it is a safetensors file but not one that cine wrote"),
        ("cine_model", "9", "it has layout 9 and this version of cine reads up to 1; update cine"),
        ("classes", #"["a"]"#, #"it names the classes ["a"], where at least two different ones are needed"#),
        ("classes", #"["a","b","c"]"#, "its network has 2 outputs for 3 classes"),
        ("classes", nil, "its metadata lack classes"),
        ("positive_class", "7", "its positive class is number 7 of 2 classes"),
        ("input", #"{"frames":-2}"#, "its metadata entry input is wrong: the key height is missing"),
        (
            "input", #"{"frames":2,"height":9223372036854775807,"width":4,"channels":1}"#,
            "the input of 2 frames of 9223372036854775807×4×1 cannot be used"
        ),
        ("architecture", "[]", "the model has no layers"),
        ("architecture", #"["relu""#, "its metadata entry architecture is wrong: "),
        ("architecture", #"[{"dense":{"units":2}}]"#, "dense reads a vector"),
        ("preparation", #"{"frames":0}"#, "its metadata entry preparation is wrong: frames: 0 is not possible"),
        ("training", #"{"epochs":"many"}"#, "its metadata entry training is wrong: epochs: "),
        ("model_id", nil, "its metadata lack model_id"),
        ("model_id", "0000000000000000", "it says that it is model 0000000000000000 but its content is that of"),
        ("intended_use", "Diagnosis.", "it says that it is model"),
    ])
    func refusesHostileMetadata(key: String, value: String?, sentence: String) throws {
        var file = try SafeTensors.parse(ModelExamples.model().serialized())
        file.metadata[key] = value
        let error = #expect(throws: ModelProblem.self) { try ModelFile.parse(file.serialized()) }
        #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
    }

    @Test func refusesWeightsThatDoNotFit() throws {
        let model = try ModelExamples.model()
        let first = try #require(model.weights.names.first)
        var missing = model.weights
        missing[first] = nil
        var extra = model.weights
        extra["other"] = Tensor(shape: [1])
        var reshaped = model.weights
        reshaped[first] = Tensor(shape: [2])
        for weights in [missing, extra, reshaped] {
            let file = SafeTensors(metadata: try SafeTensors.parse(model.serialized()).metadata, tensors: weights)
            #expect(throws: ModelProblem.self) { try ModelFile.parse(file.serialized()) }
        }
    }

    @Test func namesTheFileThatCannotBeUsed() throws {
        let missing = #expect(throws: ModelError.self) { try ModelFile.read(from: "/nowhere/model.safetensors") }
        #expect(missing?.description.hasPrefix("/nowhere/model.safetensors: cannot") == true)
        try withTemporaryFolder { folder in
            let path = folder.appending("half.safetensors")
            let bytes = try ModelExamples.model().serialized()
            try Data(bytes.prefix(bytes.count / 2)).write(to: URL(filePath: path.string))
            let error = #expect(throws: ModelError.self) { try ModelFile.read(from: path) }
            #expect(error?.description.hasPrefix("\(path) cannot be used as a model: ") == true)
        }
    }

    @Test func saysNothingOfClocksOrPaths() throws {
        let metadata = try SafeTensors.parse(ModelExamples.model().serialized()).metadata
        #expect(
            Set(metadata.keys) == [
                "cine_model", "model_id", "architecture", "input", "preparation", "classes", "positive_class",
                "frames_in_folders", "intended_use", "cohort", "training", "parameters", "cine_version",
            ])
    }
}
