/// Any text as a key of a JSON object.
private struct TextKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        return nil
    }

    static let samples = TextKey(stringValue: "samples")
    static let patients = TextKey(stringValue: "patients")
    static let perClass = TextKey(stringValue: "per_class")
}

extension Metric {
    fileprivate var key: TextKey { TextKey(stringValue: rawValue) }
}

extension Estimate: Codable {
    private enum CodingKeys: CodingKey {
        case value, low, high
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        value = try container.decodeIfPresent(Double.self, forKey: .value)
        low = try container.decodeIfPresent(Double.self, forKey: .low)
        high = try container.decodeIfPresent(Double.self, forKey: .high)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(value, forKey: .value)
        try container.encode(low, forKey: .low)
        try container.encode(high, forKey: .high)
    }
}

extension MetricsSummary: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: TextKey.self)
        samples = try container.decode(Int.self, forKey: .samples)
        patients = try container.decode(Int.self, forKey: .patients)
        metrics = try Self.metrics(in: container)
        guard container.contains(.perClass) else {
            perClass = nil
            return
        }
        let classes = try container.nestedContainer(keyedBy: TextKey.self, forKey: .perClass)
        var perClass: [String: [Metric: Estimate]] = [:]
        for name in classes.allKeys {
            perClass[name.stringValue] = try Self.metrics(
                in: classes.nestedContainer(keyedBy: TextKey.self, forKey: name))
        }
        self.perClass = perClass
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: TextKey.self)
        try container.encode(samples, forKey: .samples)
        try container.encode(patients, forKey: .patients)
        for (metric, estimate) in metrics { try container.encode(estimate, forKey: metric.key) }
        guard let perClass else { return }
        var classes = container.nestedContainer(keyedBy: TextKey.self, forKey: .perClass)
        for (name, metrics) in perClass {
            var nested = classes.nestedContainer(keyedBy: TextKey.self, forKey: TextKey(stringValue: name))
            for (metric, estimate) in metrics { try nested.encode(estimate, forKey: metric.key) }
        }
    }

    private static func metrics(in container: KeyedDecodingContainer<TextKey>) throws -> [Metric: Estimate] {
        var metrics: [Metric: Estimate] = [:]
        for metric in Metric.allCases {
            metrics[metric] = try container.decodeIfPresent(Estimate.self, forKey: metric.key)
        }
        return metrics
    }
}
