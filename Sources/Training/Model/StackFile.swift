import Evaluation
import Networks
import RunFolders
import SystemPackage

/// Several models, perhaps of different networks, and the regression that brings their answers together, in one file.
///
/// The file is a safetensors file: `cine_stack` is the version of its layout, `models` the metadata of each model, `stacker` the
/// regression, `decision` its threshold and abstention where it has any, and the names of the weights of model 0 begin with `model0.`, and so on. Each model is one that could stand alone.
public struct StackFile: Sendable {
    public let models: [ModelFile]
    public let stacker: Stacker
    /// How its probabilities become answers.
    public let decision: StackDecision
    /// The first 16 hexadecimal digits of the SHA-256 of everything else in the file.
    public let id: String

    private static let versionKey = "cine_stack"
    private static let version = "1"

    /// - Throws: `ModelProblem.stack` where the models' classes differ or the regression does not fit them,
    ///   `.operatingPoint` or `.abstention` where the decision does not.
    public init(
        models: [ModelFile], stacker: Stacker, decision: StackDecision = StackDecision()
    ) throws(ModelProblem) {
        guard let first = models.first?.description, stacker.models == models.count,
            stacker.isUsable(classes: first.classes.count)
        else { throw .stack("its regression is not one of \(models.count) models") }
        for model in models {
            guard !model.description.hasFindings else {
                throw .stack("its models tell findings apart that do not exclude each other")
            }
            guard !model.description.answersFrames else {
                throw .stack("its models answer for each frame")
            }
            guard model.description.classes == first.classes, model.description.positiveClass == first.positiveClass,
                model.description.framesInFolders == first.framesInFolders
            else { throw .stack("its models do not tell the same classes apart") }
        }
        if let point = decision.operatingPoint {
            guard first.positiveClass != nil, first.classes.count == 2, point.threshold.isFinite else {
                throw .operatingPoint(threshold: point.threshold, classes: first.classes.count)
            }
        }
        if let limit = decision.abstention?.limit, !limit.isFinite { throw .abstention(limit: limit) }
        // The regression has learnt from probabilities as they were in its cohort.
        var unweighted: [ModelFile] = []
        for model in models { unweighted.append(try model.onItsCohort()) }
        (self.models, self.stacker, self.decision) = (unweighted, stacker, decision)
        id = String(
            "\(SHA256.digest(of: Self.content(unweighted, stacker, decision, id: nil).serialized()))".prefix(16))
    }

    /// The names of the classes.
    public var classes: [String] { models[0].description.classes }

    /// Whether the images of one folder are the frames of one scan.
    public var framesInFolders: Bool { models[0].description.framesInFolders }
}

extension StackFile {
    /// Writes the file whole or not at all.
    public func write(to path: FilePath) throws(RunFolderError) {
        try AtomicFile.write(serialized(), to: path)
    }

    /// The bytes of the file.
    public func serialized() -> [UInt8] { Self.content(models, stacker, decision, id: id).serialized() }

    /// The stack that a safetensors file holds; nil where it holds something else, such as a single model.
    init?(_ file: SafeTensors) throws(ModelProblem) {
        guard let found = file.metadata[Self.versionKey] else { return nil }
        guard found == Self.version else { throw .version(found: found, newest: 1) }
        guard let stated = file.metadata[ModelMetadata.Key.modelID.rawValue], let list = file.metadata["models"],
            let regression = file.metadata["stacker"]
        else { throw .missing(key: "models") }
        let descriptions: [[String: String]]
        let stacker: Stacker
        let decision: StackDecision
        do {
            descriptions = try JSONText.decode([[String: String]].self, from: list)
            stacker = try JSONText.decode(Stacker.self, from: regression)
            decision = try JSONText.decode(StackDecision.self, from: file.metadata["decision"] ?? "{}")
        } catch {
            throw .value(key: "models", problem: error.problem)
        }
        guard (1...ModelDescription.memberLimit).contains(descriptions.count) else {
            throw .members(descriptions.count)
        }
        var weights = [Weights](repeating: Weights(), count: descriptions.count)
        for (name, tensor) in file.tensors.entries {
            let parts = name.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, parts[0].hasPrefix(Self.prefix),
                let number = Int(parts[0].dropFirst(Self.prefix.count)),
                weights.indices.contains(number)
            else { throw .extraWeights(name: name) }
            weights[number][String(parts[1])] = tensor
        }
        var models: [ModelFile] = []
        for (metadata, own) in zip(descriptions, weights) {
            models.append(try ModelFile(SafeTensors(metadata: metadata, tensors: own)))
        }
        let stack = try StackFile(models: models, stacker: stacker, decision: decision)
        guard stack.id == stated else { throw .wrongID(stated: stated, found: stack.id) }
        self = stack
    }

    /// What stands before a model's number in the names of its weights.
    private static let prefix = "model"

    private static func content(
        _ models: [ModelFile], _ stacker: Stacker, _ decision: StackDecision, id: String?
    ) -> SafeTensors {
        var weights = Weights()
        for (number, model) in models.enumerated() {
            for (name, tensor) in model.weights.entries { weights["\(prefix)\(number).\(name)"] = tensor }
        }
        var metadata = [
            versionKey: version, "models": JSONText.encode(models.map(\.content.metadata)),
            "stacker": JSONText.encode(stacker),
        ]
        if !decision.isEmpty { metadata["decision"] = JSONText.encode(decision) }
        metadata[ModelMetadata.Key.modelID.rawValue] = id
        return SafeTensors(metadata: metadata, tensors: weights)
    }
}
