import Names

/// A ready-made encoder: a YAML file with its layers and, for weights of other programs, the names of its tensors.
struct EncoderFragment {
    /// The layers, from the image to the last feature map.
    let layers: ConfigurationNode
    /// How the usual weight file calls what the layers are called here.
    let names: ConfigurationNode

    private static let files: [String: [UInt8]] = [
        "efficientnetLite0": PackageResources.efficientnetLite0_yaml,
        "mobilenetV2": PackageResources.mobilenetV2_yaml,
        "resnet18": PackageResources.resnet18_yaml,
        "resnet50": PackageResources.resnet50_yaml,
        "vgg16": PackageResources.vgg16_yaml,
    ]

    /// The words that name a ready-made encoder.
    static let words = files.keys.sorted()
    /// The most encoders in one pipeline.
    private static let countLimit = 16

    private init(named word: String, at origin: ConfigurationOrigin, path: String) throws(ConfigurationError) {
        guard let bytes = Self.files[word] else {
            let advice =
                NearestName.to(word, among: Self.words).map { "did you mean \($0)?" }
                ?? "there are \(Self.words.joined(separator: ", "))"
            throw .invalid(origin, path: path, problem: "there is no encoder “\(word)”; \(advice)")
        }
        let root = try ConfigurationNode.parse(String(decoding: bytes, as: UTF8.self), name: "encoder \(word)")
        let absent = ConfigurationNode(content: .mapping([]), origin: origin)
        layers = root.child(.key("layers")) ?? absent
        names = root.child(.key("names")) ?? absent
    }
}

extension EncoderFragment {
    /// The configuration with each `encoder: WORD` among the model's layers replaced by a `sequential` layer of that name,
    /// and `names: WORD` of the weights to start from by the encoder's names, for the layer of that name.
    static func expanded(in root: ConfigurationNode) throws(ConfigurationError) -> ConfigurationNode {
        var count = 0
        var expanded = root
        guard case .mapping(var entries) = root.content else { return root }
        for index in entries.indices {
            switch entries[index].key {
            case "model": entries[index].value = try layers(in: entries[index].value, path: "model", count: &count)
            case "training": entries[index].value = try initialNames(in: entries[index].value)
            default: break
            }
        }
        expanded.content = .mapping(entries)
        return expanded
    }

    private static func layers(
        in node: ConfigurationNode, path: String, count: inout Int
    ) throws(ConfigurationError) -> ConfigurationNode {
        var expanded = node
        switch node.content {
        case .scalar:
            break
        case .sequence(var elements):
            for index in elements.indices {
                elements[index] = try layers(in: elements[index], path: "\(path)[\(index)]", count: &count)
            }
            expanded.content = .sequence(elements)
        case .mapping(var entries):
            if entries.count == 1, entries[0].key == "encoder", case .scalar(let word, _) = entries[0].value.content {
                count += 1
                guard count <= countLimit else {
                    throw .invalid(node.origin, path: path, problem: "a model has at most \(countLimit) encoders")
                }
                return try sequential(word, of: node, path: path)
            }
            for index in entries.indices {
                entries[index].value = try layers(
                    in: entries[index].value, path: "\(path).\(entries[index].key)", count: &count)
            }
            expanded.content = .mapping(entries)
        }
        return expanded
    }

    private static func sequential(
        _ word: String, of node: ConfigurationNode, path: String
    ) throws(ConfigurationError) -> ConfigurationNode {
        let fragment = try EncoderFragment(named: word, at: node.origin, path: path)
        let name = ConfigurationNode(content: .scalar(word, isQuoted: false), origin: node.origin)
        return node.mapping([
            "sequential": node.mapping(["name": name, "layers": fragment.layers])
        ])
    }

    private static func initialNames(in training: ConfigurationNode) throws(ConfigurationError) -> ConfigurationNode {
        guard let initial = training.child(.key("initial")), let names = initial.child(.key("names")),
            case .scalar(let word, _) = names.content
        else { return training }
        let fragment = try EncoderFragment(named: word, at: names.origin, path: "training.initial.names")
        var replaced = initial.replacing("names", by: fragment.names)
        if initial.child(.key("layer")) == nil { replaced = replaced.replacing("layer", by: names) }
        return training.replacing("initial", by: replaced)
    }
}

extension ConfigurationNode {
    /// A map in the place of this value.
    fileprivate func mapping(_ values: KeyValuePairs<String, ConfigurationNode>) -> ConfigurationNode {
        ConfigurationNode(
            content: .mapping(values.map { Entry(key: $0, keyOrigin: origin, value: $1) }), origin: origin)
    }

    /// This map with another value for a key, which is added where it is missing.
    fileprivate func replacing(_ key: String, by value: ConfigurationNode) -> ConfigurationNode {
        guard case .mapping(var entries) = content else { return self }
        if let index = entries.firstIndex(where: { $0.key == key }) {
            entries[index].value = value
        } else {
            entries.append(Entry(key: key, keyOrigin: value.origin, value: value))
        }
        return ConfigurationNode(content: .mapping(entries), origin: origin)
    }
}
