import SystemPackage
import Yams

extension Pipeline {
    /// Reads a pipeline file, applies overrides and checks every key.
    ///
    /// - Parameters:
    ///   - path: the YAML file.
    ///   - overrides: values that replace those of the file, in order.
    /// - Throws: `ConfigurationError` with file, line and column, or the reason why the file cannot be read.
    public init(contentsOf path: FilePath, overrides: [Override] = []) throws {
        self = try PipelineSource(contentsOf: path, overrides: overrides).pipeline()
    }

    /// Reads YAML text; `name` is how messages name it.
    public init(yaml text: String, name: String, overrides: [Override] = []) throws(ConfigurationError) {
        self = try PipelineSource(yaml: text, name: name, overrides: overrides).pipeline()
    }

    /// The pipeline as YAML with every default written out; equal pipelines give equal text.
    public func resolvedYAML() throws -> String {
        let encoder = YAMLEncoder()
        encoder.options = .init(indent: 2, width: -1, allowUnicode: true)
        return try encoder.encode(self)
    }
}

extension Pipeline {
    /// The folder that holds the data: the one given, else the one that the file names, else the file's own.
    public func dataFolder(given: FilePath?, besides file: FilePath) -> FilePath {
        if let given { return given }
        let folder = Self.folder(of: file)
        return data.map { folder.pushing(FilePath($0)).lexicallyNormalized() } ?? folder
    }

    /// The folder that holds a pipeline file.
    public static func folder(of file: FilePath) -> FilePath {
        let folder = file.removingLastComponent()
        return folder.isEmpty ? "." : folder
    }
}
