import RunFolders
import SystemPackage

/// A pipeline file as a tree, from which pipelines with changes are made: an ablation's arms, a search's trials.
public struct PipelineSource: Sendable {
    /// The tree with the overrides in place and its encoders written out.
    let root: ConfigurationNode
    /// How messages name the file.
    let name: String

    /// Reads a pipeline file and applies overrides.
    ///
    /// - Throws: `ConfigurationError` with file, line and column, or the reason why the file cannot be read.
    public init(contentsOf path: FilePath, overrides: [Override] = []) throws {
        let bytes = try WholeFile.bytes(at: path, limit: ConfigurationNode.byteLimit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError.syntax(
                .file(name: path.string, line: 1, column: 1), problem: "it is not UTF-8 text; save it as UTF-8")
        }
        try self.init(yaml: text, name: path.string, overrides: overrides)
    }

    /// Reads YAML text; `name` is how messages name it.
    public init(yaml text: String, name: String, overrides: [Override] = []) throws(ConfigurationError) {
        var root = try ConfigurationNode.parse(text, name: name)
        for override in overrides { root = try override.applied(to: root) }
        self.root = try EncoderFragment.expanded(in: root)
        self.name = name
    }

    /// The pipeline as the file says it.
    public func pipeline() throws(ConfigurationError) -> Pipeline { try pipeline(of: root) }

    /// The tree after some changes.
    func root(after edits: [NodeEdit]) throws(ConfigurationError) -> ConfigurationNode {
        var changed = root
        for edit in edits { changed = try edit.applied(to: changed) }
        return try EncoderFragment.expanded(in: changed)
    }

    /// The pipeline that a tree says.
    func pipeline(of root: ConfigurationNode) throws(ConfigurationError) -> Pipeline {
        var pipeline = try StrictDecoder().decode(Pipeline.self, from: root)
        pipeline.places = PipelinePlaces(root)
        return pipeline
    }
}
