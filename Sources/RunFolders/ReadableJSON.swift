import Foundation

/// JSON files that people read and that are equal where their content is: indented, keys sorted.
public enum ReadableJSON {
    /// The text of a value as UTF-8, with a line feed at its end.
    public static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }
}
