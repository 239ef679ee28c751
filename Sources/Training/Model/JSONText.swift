import Foundation

/// Codable values as JSON text, the same text for equal values.
enum JSONText {
    /// Why text does not spell a value.
    struct Mismatch: Error {
        /// Where and what, as in `layers[2]: there is no layer of that name`.
        let problem: String
    }

    /// - Precondition: `value` holds no number that is infinite or NaN, which JSON cannot spell.
    static func encode(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { preconditionFailure("\(value) cannot be written as JSON") }
        return String(decoding: data, as: UTF8.self)
    }

    /// The value that `text` spells.
    static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws(Mismatch) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw Mismatch(problem: describe(error))
        } catch {
            throw Mismatch(problem: "\(error)")
        }
    }

    private static func describe(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context):
            "\(place(context.codingPath))the key \(key.stringValue) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "\(place(context.codingPath))\(context.debugDescription)"
        @unknown default: "\(error)"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        let text = path.reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return text.isEmpty ? "" : text + ": "
    }
}
