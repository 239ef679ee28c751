import Networks
import RunFolders
import SystemPackage
import Tensors

/// Weights of another training or program, read from their file.
public struct ImportedWeights: Sendable {
    /// The file that they came from, with its SHA-256 and without its folder.
    public let file: WeightFile
    /// The unit of the same study that wrote the file; nil where it comes from elsewhere.
    public let unit: String?
    /// Whether a training of Cine wrote the file that had started from other weights itself.
    public let continuesOthers: Bool
    private let tensors: Weights

    /// Reads a weight file; nothing in it is executed, and no size in it is trusted.
    ///
    /// - Parameters:
    ///   - folder: what the file's path is relative to.
    ///   - unit: the unit of the same study that wrote the file.
    public init(_ file: WeightFile, below folder: FilePath, unit: String? = nil) throws(WeightFileError) {
        self.unit = unit
        let path = folder.pushing(FilePath(file.path))
        do throws(WeightFileError.Problem) {
            let bytes = try Self.bytes(at: path)
            let hash = "\(SHA256.digest(of: bytes))"
            if let wanted = file.sha256, wanted.lowercased() != hash {
                throw .otherContent(found: hash, wanted: wanted)
            }
            let content = try Self.content(of: bytes)
            tensors = content.tensors
            continuesOthers = Self.startsFromOthers(content.metadata)
            self.file = WeightFile(
                path: path.lastComponent?.string ?? "", layer: file.layer, names: file.names, sha256: hash)
        } catch {
            throw WeightFileError(path: path, problem: error)
        }
    }

    /// What the settings of a training that starts from these weights say of them.
    public var source: InitialWeights {
        unit.map { .unit(WeightUnit(name: $0, sha256: file.sha256)) } ?? .file(file)
    }

    private static func bytes(at path: FilePath) throws(WeightFileError.Problem) -> [UInt8] {
        do {
            return try WholeFile.bytes(at: path, limit: ModelFile.byteLimit)
        } catch {
            throw .unreadable(error)
        }
    }

    private static func content(of bytes: [UInt8]) throws(WeightFileError.Problem) -> SafeTensors {
        do {
            return try SafeTensors.parse(bytes, writtenBy: .any)
        } catch {
            throw .damaged(error)
        }
    }

    private static func startsFromOthers(_ metadata: [String: String]) -> Bool {
        guard let text = metadata[ModelMetadata.Key.training.rawValue],
            let settings = try? JSONText.decode(TrainingSettings.self, from: text)
        else { return false }
        return settings.initial != .fresh
    }

    /// Checks that the weights fit a network's tensors.
    ///
    /// - Parameter wanted: the names and shapes of the network's tensors, in order.
    public func check(fitting wanted: [(name: String, shape: Shape)]) throws(WeightFileError) {
        do {
            _ = try WeightReplacement(of: wanted, by: tensors, names: file.names, below: file.layer ?? "")
        } catch {
            throw WeightFileError(path: FilePath(file.path), problem: .unfitting(error))
        }
    }

    /// Puts the weights in the place of fresh ones.
    ///
    /// - Returns: the names of the tensors that were replaced.
    public func replace(in weights: inout Weights) throws(WeightFileError) -> [String] {
        do {
            return try weights.replace(by: tensors, names: file.names, below: file.layer ?? "")
        } catch {
            throw WeightFileError(path: FilePath(file.path), problem: .unfitting(error))
        }
    }
}

/// Why a weight file cannot be started from.
public struct WeightFileError: Error, Hashable, Sendable {
    public enum Problem: Error, Hashable, Sendable {
        case unreadable(RunFolderError)
        case damaged(SafeTensorsError)
        case otherContent(found: String, wanted: String)
        case unfitting(WeightImportError)
    }

    public var path: FilePath
    public var problem: Problem
}

extension WeightFileError: CustomStringConvertible {
    public var description: String {
        switch problem {
        case .unreadable(let error): "training.initial: \(error)"
        case .damaged(let error): "training.initial: \(path): \(error)"
        case .otherContent(let found, let wanted):
            "training.initial: \(path) has the SHA-256 \(found), not \(wanted); it is another file than the one named"
        case .unfitting(let error): "training.initial: \(path): \(error)"
        }
    }
}
