/// A layer that drops a share while training, spelt `{dropout: 0.3}` or `{dropout: {rate: 0.3}}`.
protocol DroppingLayer: LayerDescription {
    /// The share that is dropped.
    var rate: Float { get }
    init(name: String?, rate: Float)
}

private enum DroppingKeys: CodingKey {
    case name, rate
}

extension DroppingLayer {
    private static var standardRate: Float { 0.5 }

    static var bare: Self? { Self(name: nil, rate: standardRate) }

    /// - Throws: `.invalidOption` where the rate is below 0, or leaves nothing.
    func checkRate(at path: LayerPath) throws(ArchitectureError) {
        guard rate >= 0, rate < 1 else {
            throw .invalidOption(
                path: path.description, option: "rate", value: "\(rate)", allowed: "at least 0 and below 1")
        }
    }

    /// Decodes either spelling.
    init(droppingFrom decoder: any Decoder) throws {
        if let rate = try? decoder.singleValueContainer().decode(Float.self) {
            self.init(name: nil, rate: rate)
            return
        }
        let container = try decoder.container(keyedBy: DroppingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            rate: try container.decodeIfPresent(Float.self, forKey: .rate) ?? Self.standardRate)
    }
}
