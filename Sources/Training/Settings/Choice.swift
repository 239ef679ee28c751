/// One of several named alternatives, spelt as a bare word (`adam`) or a map with one key (`adam: {beta1: 0.8}`).
enum Choice {
    /// Finds which alternative is written and decodes it.
    ///
    /// - Parameter alternatives: how each name is decoded from a container in which its key stands, or, where the
    ///   container is nil, made from its defaults.
    static func decode<Name: CodingKey & CaseIterable, Value>(
        from decoder: any Decoder, _ make: (Name, KeyedDecodingContainer<Name>?) throws -> Value
    ) throws -> Value {
        let names = Name.allCases.map(\.stringValue)
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            guard let name = Name(stringValue: word) else {
                throw mismatch(decoder, "\(word) is not known; choose one of \(names.joined(separator: ", "))")
            }
            return try make(name, nil)
        }
        let container = try decoder.container(keyedBy: Name.self)
        let present = Name.allCases.filter { container.contains($0) }
        guard let name = present.first, present.count == 1 else {
            throw mismatch(decoder, "expected exactly one of \(names.joined(separator: ", "))")
        }
        return try make(name, try container.decodeNil(forKey: name) ? nil : container)
    }

    private static func mismatch(_ decoder: any Decoder, _ sentence: String) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: decoder.codingPath, debugDescription: sentence))
    }
}
