/// A key of a settings block whose name is known only while it is read.
struct SettingKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}

extension DecodingError {
    /// The error of a setting that is well spelled but not possible.
    ///
    /// - Parameter key: the setting below `path`; dots separate the keys of nested blocks.
    static func impossible(
        _ value: String, at key: String, in path: [any CodingKey], _ requirement: String
    ) -> DecodingError {
        let keys = key.split(separator: ".").map { SettingKey(stringValue: String($0)) }
        return .dataCorrupted(
            Context(codingPath: path + keys, debugDescription: "\(value) is not possible; \(requirement)"))
    }
}
