/// The word that switches a setting off.
private let none = "none"

extension KeyedDecodingContainer {
    /// Replaces a default by the value of a key, where the key is there.
    func read<Value: Decodable>(_ key: Key, into value: inout Value) throws {
        if let read = try decodeIfPresent(Value.self, forKey: key) { value = read }
    }

    /// Replaces a default by the value of a key, where the key is there and its value within the limit.
    func read<Value: Decodable>(_ key: Key, into value: inout Value, _ limit: SettingLimit<Value>) throws {
        guard let read = try decodeIfPresent(Value.self, forKey: key) else { return }
        try check(read, limit, key)
        value = read
    }

    /// Replaces a default by the value of a key, where the word `none` means nil.
    func readUnlessNone<Value: Decodable>(_ key: Key, into value: inout Value?) throws {
        guard contains(key) else { return }
        value = try isNone(key) ? nil : decode(Value.self, forKey: key)
    }

    /// Replaces a default by the value of a key, where the word `none` means nil and others must be within the limit.
    func readUnlessNone<Value: Decodable>(_ key: Key, into value: inout Value?, _ limit: SettingLimit<Value>) throws {
        try readUnlessNone(key, into: &value)
        if contains(key), let value { try check(value, limit, key) }
    }

    private func isNone(_ key: Key) throws -> Bool {
        try decodeNil(forKey: key) || (try? decode(String.self, forKey: key)) == none
    }

    private func check<Value>(_ value: Value, _ limit: SettingLimit<Value>, _ key: Key) throws {
        guard limit.holds(value) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "\(key.stringValue) is \(value) but must be \(limit.words)")
        }
    }
}

extension KeyedEncodingContainer {
    /// Encodes a value, or the word `none` for nil.
    mutating func encodeOrNone(_ value: (some Encodable)?, forKey key: Key) throws {
        if let value {
            try encode(value, forKey: key)
        } else {
            try encode(none, forKey: key)
        }
    }
}
