/// One name or several, written as a bare word or as a list.
public struct NameList: Hashable, Sendable {
    public var names: [String]

    public init(_ names: [String]) {
        self.names = names
    }
}

extension NameList: ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
    public init(arrayLiteral names: String...) { self.init(names) }
    public init(stringLiteral name: String) { self.init([name]) }
}

extension NameList: Codable {
    public init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            names = [name]
        } else {
            names = try decoder.singleValueContainer().decode([String].self)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if names.count == 1 {
            try container.encode(names[0])
        } else {
            try container.encode(names)
        }
    }
}
