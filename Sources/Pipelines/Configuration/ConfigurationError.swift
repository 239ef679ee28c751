/// Why a pipeline file or an override cannot be used.
public enum ConfigurationError: Error, Hashable, Sendable {
    case tooLarge(name: String, bytes: Int, limit: Int)
    case tooManyValues(name: String, limit: Int)
    case tooDeep(ConfigurationOrigin, limit: Int)
    case syntax(ConfigurationOrigin, problem: String)
    case repeatedKey(ConfigurationOrigin, path: String)
    case unknownKey(ConfigurationOrigin, path: String, nearest: String?, known: [String])
    case missingKey(ConfigurationOrigin, path: String)
    case wrongType(ConfigurationOrigin, path: String, expected: String, found: String)
    case invalid(ConfigurationOrigin, path: String, problem: String)
    case malformedOverride(String)
    case emptyOverride(String)
    /// A path of an override, of an ablation's arm or of a search leads nowhere.
    case editTarget(ConfigurationOrigin, path: String, problem: String)
}

extension ConfigurationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tooLarge(let name, let bytes, let limit):
            "\(name) holds \(bytes) bytes; a pipeline file holds at most \(limit)"
        case .tooManyValues(let name, let limit):
            "\(name) expands to more than \(limit) values; remove repeated aliases"
        case .tooDeep(let origin, let limit):
            "\(origin): values are nested more than \(limit) deep"
        case .syntax(let origin, let problem):
            "\(origin): this is not YAML: \(problem)"
        case .repeatedKey(let origin, let path):
            "\(origin): \(path) stands here a second time; keep one"
        case .unknownKey(let origin, let path, let nearest, let known):
            "\(origin): unknown key \(path)"
                + (nearest.map { "; did you mean \($0)?" } ?? "; known here: \(known.joined(separator: ", "))")
        case .missingKey(let origin, let path):
            "\(origin): \(path) is missing"
        case .wrongType(let origin, let path, let expected, let found):
            "\(origin): \(path.isEmpty ? "the pipeline" : path) must be \(expected), but is \(found)"
        case .invalid(let origin, let path, let problem):
            "\(origin): \(path.isEmpty ? "" : path + ": ")\(problem)"
        case .malformedOverride(let text):
            "--set \(text): write key=value, as in --set training.epochs=3"
        case .emptyOverride(let text):
            "--set \(text): no value stands after the equals sign; write null for the default"
        case .editTarget(.argument(let text), let path, let problem):
            "--set \(text): \(path) \(problem)"
        case .editTarget(let origin, let path, let problem):
            "\(origin): \(path) \(problem)"
        }
    }
}
