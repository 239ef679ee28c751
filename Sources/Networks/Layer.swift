import Names

/// One layer of an architecture: a bare word (`relu`) or a map with one key (`{convolution: {filters: 16}}`).
public struct Layer: Sendable {
    let description: any LayerDescription

    init(_ description: some LayerDescription) {
        self.description = description
    }

    /// The word that names the layer in a pipeline file.
    public var kind: String { Swift.type(of: description).kind }

    /// The layer's own name, which stands in its path instead of the kind.
    public var name: String? { description.name }
}

extension Layer {
    /// Every layer that a pipeline file may name.
    static let registry: [String: any LayerDescription.Type] = {
        let types: [any LayerDescription.Type] = [
            Activation.ReLU.self, Activation.LeakyReLU.self, Activation.Tanh.self, Activation.Sigmoid.self,
            Activation.GELU.self, Activation.ReLU6.self, Activation.ELU.self, Activation.SiLU.self,
            Activation.HardSwish.self, Activation.HardSigmoid.self, AttentionOverTime.self, AveragePool.self,
            BatchNormalization.self, Convolution.self, Convolution1D.self, Dense.self, Dropout.self, Flatten.self,
            GlobalAveragePool.self, GlobalMaxPool.self, GroupNormalization.self, GRU.self, JoinClinical.self,
            LayerNormalization.self,
            LSTM.self, MaxOverTime.self, MaxPool.self, MeanOverTime.self, Parallel.self, PositionalEncoding.self,
            ReadAsSequence.self, ReadAsVolume.self, Residual.self, Sequential.self, SpatialDropout.self,
            SqueezeExcite.self, TimeDistributed.self, TransformerEncoder.self,
        ]
        return Dictionary(uniqueKeysWithValues: types.map { ($0.kind, $0) })
    }()

    /// The words of `registry`, in alphabetical order.
    public static var kinds: [String] { registry.keys.sorted() }
}

extension Layer: Hashable {
    public static func == (left: Layer, right: Layer) -> Bool {
        left.description.erased == right.description.erased
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(description.erased)
    }
}

extension Layer: Codable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(_ value: String) { stringValue = value }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    public init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            let type = try Self.description(named: word, at: decoder.codingPath)
            guard let bare = type.bare else {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "the layer `\(word)` needs options, as in `{\(word): \(type.example)}`"))
            }
            description = bare
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = container.allKeys.first, container.allKeys.count == 1 else {
            let keys = container.allKeys.map(\.stringValue).sorted().joined(separator: ", ")
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a layer is one word or a map with one key, but this map has the keys "
                        + "\(keys.isEmpty ? "(none)" : keys); indent a layer's options below its name"))
        }
        let type = try Self.description(named: key.stringValue, at: decoder.codingPath + [key])
        if let bare = type.bare, try container.decodeNil(forKey: key) {
            description = bare
        } else {
            description = try Self.decode(type, from: container, forKey: key)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        if description.isBare {
            var container = encoder.singleValueContainer()
            try container.encode(kind)
        } else {
            var container = encoder.container(keyedBy: Key.self)
            try description.encode(into: &container, forKey: Key(kind))
        }
    }

    private static func decode<Description: LayerDescription>(
        _ type: Description.Type, from container: KeyedDecodingContainer<Key>, forKey key: Key
    ) throws -> any LayerDescription {
        try container.decode(Description.self, forKey: key)
    }

    private static func description(named word: String, at path: [any CodingKey]) throws -> any LayerDescription.Type {
        if let type = registry[word] { return type }
        let advice =
            NearestName.to(word, among: kinds).map { "did you mean `\($0)`?" }
            ?? "the layers are \(kinds.joined(separator: ", "))"
        throw DecodingError.dataCorrupted(
            .init(codingPath: path, debugDescription: "there is no layer `\(word)`; \(advice)"))
    }
}
