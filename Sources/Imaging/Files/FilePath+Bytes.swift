import SystemPackage

extension FilePath {
    /// The path's bytes as the system has them, which need not be UTF-8.
    public var bytes: [UInt8] {
        withPlatformString { start in
            var count = 0
            while start[count] != 0 { count += 1 }
            return UnsafeBufferPointer(start: start, count: count).map { UInt8(bitPattern: $0) }
        }
    }

    /// A path of the given bytes, up to the first NUL.
    public init(bytes: some Sequence<UInt8>) {
        let text = bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
        self = text.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
        }
    }

    /// The path for a sentence: bytes that are not UTF-8 and control characters are shown as `\xNN`.
    public var printable: String {
        String(decodingPrintable: bytes)
    }

    /// The last component's bytes; empty for a root.
    var nameBytes: [UInt8] {
        let all = bytes
        let end = all.lastIndex { $0 != UInt8(ascii: "/") }.map { $0 + 1 } ?? 0
        let start = all[..<end].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return Array(all[start..<end])
    }

    /// A sibling whose name is the given bytes.
    func sibling(named name: [UInt8]) -> FilePath {
        FilePath(bytes: bytes.dropLast(nameBytes.count) + name)
    }
}

extension String {
    /// UTF-8 as text; bytes that are not UTF-8 and control characters as `\xNN`.
    public init(decodingPrintable bytes: some Sequence<UInt8>) {
        var text = ""
        var rest = ArraySlice(Array(bytes))
        while !rest.isEmpty {
            let (scalar, count) = Self.firstScalar(of: rest)
            if let scalar, !scalar.properties.generalCategory.isControl {
                text.unicodeScalars.append(scalar)
            } else {
                for byte in rest.prefix(count) {
                    text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
                }
            }
            rest = rest.dropFirst(count)
        }
        self = text
    }

    /// The scalar at the start of UTF-8 bytes and how many bytes it takes; nil and 1 where there is none.
    static func firstScalar(of bytes: ArraySlice<UInt8>) -> (scalar: Unicode.Scalar?, count: Int) {
        guard let first = bytes.first else { return (nil, 0) }
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard let text = String(validating: bytes.prefix(count), as: UTF8.self), let scalar = text.unicodeScalars.first,
            text.unicodeScalars.count == 1
        else { return (nil, 1) }
        return (scalar, count)
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isControl: Bool { self == .control || self == .lineSeparator || self == .paragraphSeparator }
}
