import Networks
import SystemPackage

/// Whatever classifies scans from one file: a model, or a stack of several.
public enum ScanModel: Sendable {
    case single(ModelFile)
    case stack(StackFile)

    /// Reads a model file; nothing in it is executed, and no size in it is trusted.
    public static func read(from path: FilePath) throws(ModelError) -> ScanModel {
        do {
            return try parse(ModelFile.bytes(of: path))
        } catch {
            throw ModelError(path: path, problem: error)
        }
    }

    /// The model that the bytes of a file hold.
    static func parse(_ bytes: [UInt8]) throws(ModelProblem) -> ScanModel {
        let file: SafeTensors
        do {
            file = try SafeTensors.parse(bytes)
        } catch {
            throw .damaged(error)
        }
        if let stack = try StackFile(file) { return .stack(stack) }
        return .single(try ModelFile(file))
    }

    public var id: String {
        switch self {
        case .single(let model): model.id
        case .stack(let stack): stack.id
        }
    }

    /// The names of the classes.
    public var classes: [String] {
        switch self {
        case .single(let model): model.description.classes
        case .stack(let stack): stack.classes
        }
    }

    /// Whether the model answers for each frame of a scan.
    public var answersFrames: Bool {
        switch self {
        case .single(let model): model.description.answersFrames
        case .stack: false
        }
    }

    /// Whether the images directly in one folder are the frames of one scan.
    public var framesInFolders: Bool {
        switch self {
        case .single(let model): model.description.framesInFolders
        case .stack(let stack): stack.framesInFolders
        }
    }
}
