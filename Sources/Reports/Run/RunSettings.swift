import RunFolders
import SystemPackage
import Yams

/// The resolved pipeline as a tree whose values are looked up by their paths, such as `training.epochs`.
///
/// It is read without the pipeline's own types, so that a report can still be made of a run that an older version wrote.
struct RunSettings {
    /// A value of the tree.
    indirect enum Value {
        case text(String)
        case list([Value])
        case map([(key: String, value: Value)])
    }

    /// The text of the file.
    let source: String
    let root: Value

    /// - Throws: `ReportError.damaged` where the text is no YAML map.
    init(_ text: String, file: FilePath) throws(ReportError) {
        guard text.utf8.count <= Self.byteLimit, !YAMLNesting.isDeeper(than: 4 * Self.depthLimit, text) else {
            throw .damaged(file, problem: "it is larger, or nested deeper, than a pipeline can be")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw .damaged(file, problem: "it cannot be read as YAML")
        }
        var left = Self.valueLimit
        guard let node, case .mapping = node, let root = Self.value(node, depth: 0, left: &left) else {
            throw .damaged(
                file,
                problem: "it holds no settings, or they are nested more than \(Self.depthLimit) deep, or are more than "
                    + "\(Self.valueLimit)")
        }
        source = text
        self.root = root
    }

    /// The value at a path; nil where there is none.
    subscript(path: String) -> Value? {
        path.split(separator: ".").reduce(Optional(root)) { value, key in
            guard case .map(let entries)? = value else { return nil }
            return entries.first { $0.key == key }?.value
        }
    }

    /// The text or number at a path, in plain digits; nil where there is none.
    func text(_ path: String) -> String? {
        if case .text(let text)? = self[path] { RunSettings.plain(text) } else { nil }
    }

    /// The texts of the list at a path; of a single text that one.
    func texts(_ path: String) -> [String] { self[path]?.texts ?? [] }

    /// A number in plain digits, as 0.001 for `1e-3`; other text as it stands.
    static func plain(_ text: String) -> String {
        guard text.contains(where: { $0 == "e" || $0 == "." }), let number = Double(text), number.isFinite else {
            return text
        }
        return Figures.plain(number)
    }

    private static let byteLimit = 1 << 20
    private static let depthLimit = 64
    private static let valueLimit = 100_000

    /// - Parameter left: how many values there may still be; aliases of aliases make many of a few.
    private static func value(_ node: Node, depth: Int, left: inout Int) -> Value? {
        left -= 1
        guard depth < depthLimit, left >= 0 else { return nil }
        switch node {
        case .scalar(let scalar): return .text(scalar.string)
        case .alias: return .text("")
        case .sequence(let sequence):
            var list: [Value] = []
            for node in sequence {
                guard let value = value(node, depth: depth + 1, left: &left) else { return nil }
                list.append(value)
            }
            return .list(list)
        case .mapping(let mapping):
            var entries: [(key: String, value: Value)] = []
            for (key, node) in mapping {
                guard let value = value(node, depth: depth + 1, left: &left) else { return nil }
                entries.append((key.string ?? "", value))
            }
            return .map(entries)
        }
    }
}

extension RunSettings.Value {
    /// The texts of a list, or the one text.
    var texts: [String] {
        switch self {
        case .text(let text): [RunSettings.plain(text)]
        case .list(let list): list.flatMap(\.texts)
        case .map: []
        }
    }

    /// The only key of a one-key map and its value, as in `adamW: {…}`; of a text the text itself.
    var choice: (name: String, settings: RunSettings.Value?)? {
        switch self {
        case .text(let text): (RunSettings.plain(text), nil)
        case .map(let entries): entries.first.map { ($0.key, $0.value) }
        case .list: nil
        }
    }

    /// The value on one line, as in `shift 0.06, scale 0.9 to 1.1`.
    var line: String {
        switch self {
        case .text(let text): RunSettings.plain(text)
        case .list(let list): list.map(\.line).joined(separator: ", ")
        case .map(let entries):
            entries.map { entry in
                if case .map = entry.value {
                    "\(entry.key) (\(entry.value.line))"
                } else {
                    "\(entry.key) \(entry.value.line)"
                }
            }.joined(separator: ", ")
        }
    }
}
