import Foundation

/// Results for machines: one JSON object a line on standard output.
enum JSONLine {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try StandardStreams.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
