import SystemPackage

/// One JSON object on one line, its keys in the order in which they were set.
///
/// Numbers that are not finite are written as null; bytes of a path that are not UTF-8 as `\udcXX`, Python's
/// `surrogateescape`.
public struct JSONObject: Sendable {
    private var members: [String] = []

    public init() {}

    /// The object, without a line break.
    public var text: String { "{" + members.joined(separator: ",") + "}" }

    public mutating func set(_ key: String, _ value: String) { add(key, Self.quoted(Array(value.utf8))) }
    public mutating func set(_ key: String, _ value: FilePath) { add(key, Self.quoted(value.bytes)) }
    public mutating func set(_ key: String, _ value: Int) { add(key, String(value)) }
    public mutating func set(_ key: String, _ value: Bool) { add(key, String(value)) }
    public mutating func set(_ key: String, _ value: Double) { add(key, Self.number(value)) }
    public mutating func setNull(_ key: String) { add(key, "null") }
    public mutating func set(_ key: String, _ values: [Double]) { add(key, Self.list(values.map(Self.number))) }
    public mutating func set(_ key: String, _ values: [Int]) { add(key, Self.list(values.map(String.init))) }
    public mutating func set(_ key: String, _ values: [String]) {
        add(key, Self.list(values.map { Self.quoted(Array($0.utf8)) }))
    }

    private mutating func add(_ key: String, _ value: String) {
        members.append(Self.quoted(Array(key.utf8)) + ":" + value)
    }

    private static func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        return value == value.rounded() && abs(value) < 0x1p53 ? String(Int(value)) : "\(value)"
    }

    private static func quoted(_ bytes: [UInt8]) -> String {
        var text = "\""
        var rest = bytes[...]
        while !rest.isEmpty {
            let (scalar, count) = String.firstScalar(of: rest)
            switch scalar {
            case nil: text += "\\udc" + String(rest[rest.startIndex], radix: 16)
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case let scalar?
            where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            case let scalar?: text.unicodeScalars.append(scalar)
            }
            rest = rest.dropFirst(count)
        }
        return text + "\""
    }
}
