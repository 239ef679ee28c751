import Networks
import SystemPackage

/// The weights that training starts from.
public enum InitialWeights: Hashable, Sendable {
    /// Random weights drawn from the seed.
    case fresh
    /// Weights of another training or program; layers that the file does not cover are drawn from the seed.
    case file(WeightFile)
    /// The weights that another unit of the same study ended with.
    case unit(WeightUnit)
}

/// A unit of a study whose weights another one starts from.
public struct WeightUnit: Hashable, Sendable {
    /// In a pipeline: the unit that judged the fold before, in the same repetition and with the same seed; the first fold
    /// starts fresh.
    public static let previousFold = WeightUnit(name: "previousFold")

    /// The unit's name, or `previousFold`.
    public var name: String
    /// The SHA-256 of its model file in hexadecimal digits; nil in a pipeline.
    public var sha256: String?

    public init(name: String, sha256: String? = nil) {
        (self.name, self.sha256) = (name, sha256)
    }
}

/// A safetensors file with weights to start from, and how it names them.
public struct WeightFile: Hashable, Sendable {
    /// The file, relative to the pipeline file's folder.
    public var path: String
    /// The layer that takes the weights: its path, or the end of it where only one layer ends so. Without it, the whole network.
    public var layer: String?
    /// How the file calls what Cine calls by its path below `layer`.
    public var names: WeightNames
    /// The SHA-256 of the file in hexadecimal digits; a file with another one is refused.
    public var sha256: String?

    public init(path: String, layer: String? = nil, names: WeightNames = WeightNames([:]), sha256: String? = nil) {
        self.path = path
        self.layer = layer
        self.names = names
        self.sha256 = sha256
    }
}

extension InitialWeights {
    /// The weights that the file holds; nil where no file is named.
    ///
    /// - Parameter folder: what the file's path is relative to.
    public func imported(below folder: FilePath) throws(WeightFileError) -> ImportedWeights? {
        guard case .file(let file) = self else { return nil }
        return try ImportedWeights(file, below: folder)
    }
}

extension InitialWeights: Codable {
    private static let freshWord = "fresh"

    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            guard word == Self.freshWord else {
                throw DecodingError.dataCorrupted(
                    DecodingError.Context(
                        codingPath: decoder.codingPath,
                        debugDescription:
                            "“\(word)” is not known here; write fresh, { file: weights.safetensors } or "
                            + "{ unit: previousFold }"))
            }
            self = .fresh
        } else if try decoder.container(keyedBy: UnitKeys.self).contains(.unit) {
            self = .unit(try WeightUnit(from: decoder))
        } else {
            self = .file(try WeightFile(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .fresh:
            var container = encoder.singleValueContainer()
            try container.encode(Self.freshWord)
        case .file(let file):
            try file.encode(to: encoder)
        case .unit(let unit):
            try unit.encode(to: encoder)
        }
    }
}

private enum UnitKeys: String, CodingKey {
    case unit, sha256
}

extension WeightUnit: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: UnitKeys.self)
        name = try container.decode(String.self, forKey: .unit)
        sha256 = try container.decodeIfPresent(String.self, forKey: .sha256)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: UnitKeys.self)
        try container.encode(name, forKey: .unit)
        try container.encodeIfPresent(sha256, forKey: .sha256)
    }
}

extension WeightFile: Codable {
    private enum CodingKeys: String, CodingKey {
        case path = "file"
        case layer, names, sha256
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(String.self, forKey: .path)
        layer = try container.decodeIfPresent(String.self, forKey: .layer)
        names = try container.decodeIfPresent(WeightNames.self, forKey: .names) ?? WeightNames([:])
        sha256 = try container.decodeIfPresent(String.self, forKey: .sha256)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encodeIfPresent(layer, forKey: .layer)
        if !names.pairs.isEmpty { try container.encode(names, forKey: .names) }
        try container.encodeIfPresent(sha256, forKey: .sha256)
    }
}
