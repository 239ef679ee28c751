import Networks
import RunFolders
import SystemPackage
import Tensors

/// A trained model in one safetensors file: weights, and in the metadata all that is needed to use them.
///
/// Equal content gives equal bytes: there is no clock time and no path inside.
public struct ModelFile: Sendable {
    public let description: ModelDescription
    public let weights: Weights

    /// The first 16 hexadecimal digits of the SHA-256 of everything else in the file.
    public let id: String

    private let metadata: [String: String]

    /// - Throws: `ModelProblem` where description and weights do not fit together.
    public init(description: ModelDescription, weights: Weights) throws(ModelProblem) {
        try self.init(description: description, metadata: ModelMetadata.encode(description), weights: weights)
    }

    private init(
        description: ModelDescription, metadata: @autoclosure () -> [String: String], weights: Weights
    ) throws(ModelProblem) {
        try description.validate()
        try Self.check(weights, for: description)
        self.description = description
        self.weights = weights
        let metadata = metadata()
        self.metadata = metadata
        let content = SafeTensors(metadata: metadata, tensors: weights).serialized()
        id = String("\(SHA256.digest(of: content))".prefix(16))
    }
}

extension ModelFile {
    /// The weights of one member, under the names of the architecture.
    public func weights(ofMember number: Int) -> Weights {
        let prefix = description.weightPrefix(ofMember: number)
        guard !prefix.isEmpty else { return weights }
        var own = Weights()
        for (name, tensor) in weights.entries where name.hasPrefix(prefix) {
            own[String(name.dropFirst(prefix.count))] = tensor
        }
        return own
    }

    /// The bytes of the file.
    public func serialized() -> [UInt8] { content.serialized() }

    /// Writes the file whole or not at all.
    public func write(to path: FilePath) throws(RunFolderError) {
        try AtomicFile.write(serialized(), to: path)
    }

    /// Reads a model file; nothing in it is executed, and no size in it is trusted.
    public static func read(from path: FilePath) throws(ModelError) -> ModelFile {
        do {
            return try parse(try bytes(of: path))
        } catch {
            throw ModelError(path: path, problem: error)
        }
    }

    /// The model that the bytes of a file hold.
    public static func parse(_ bytes: [UInt8]) throws(ModelProblem) -> ModelFile {
        let file: SafeTensors
        do {
            file = try SafeTensors.parse(bytes)
        } catch {
            throw .damaged(error)
        }
        return try ModelFile(file)
    }

    /// The model that a safetensors file holds.
    init(_ file: SafeTensors) throws(ModelProblem) {
        let description = try ModelMetadata.decode(file.metadata)
        let stated = try ModelMetadata.text(.modelID, in: file.metadata)
        var metadata = file.metadata
        metadata[ModelMetadata.Key.modelID.rawValue] = nil
        let model = try ModelFile(description: description, metadata: metadata, weights: file.tensors)
        guard model.id == stated else { throw .wrongID(stated: stated, found: model.id) }
        self = model
    }

    /// The model as it stands in a file.
    var content: SafeTensors {
        var metadata = metadata
        metadata[ModelMetadata.Key.modelID.rawValue] = id
        return SafeTensors(metadata: metadata, tensors: weights)
    }

    /// The largest file that is read, in bytes.
    static let byteLimit = 1 << 33

    static func bytes(of path: FilePath) throws(ModelProblem) -> [UInt8] {
        do {
            return try WholeFile.bytes(at: path, limit: byteLimit)
        } catch {
            throw .unreadable(error)
        }
    }

    /// Compares names and shapes with those that the architecture needs.
    private static func check(_ weights: Weights, for model: ModelDescription) throws(ModelProblem) {
        let shapes: [(name: String, shape: Shape)]
        do {
            shapes = try model.architecture.weightShapes(for: model.input)
        } catch {
            throw .architecture(error)
        }
        let expected = model.calibrations.indices.flatMap { member in
            shapes.map { (name: model.weightPrefix(ofMember: member) + $0.name, shape: $0.shape) }
        }
        for (name, shape) in expected {
            guard let found = weights[name] else { throw .missingWeights(name: name) }
            guard found.shape == shape else { throw .weightShape(name: name, found: found.shape, expected: shape) }
            guard found.withUnsafeElements({ $0.allSatisfy(\.isFinite) }) else { throw .weightsNotFinite(name: name) }
        }
        let known = Set(expected.map(\.name))
        for name in weights.names where !known.contains(name) { throw .extraWeights(name: name) }
    }
}
