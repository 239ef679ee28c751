import SystemPackage

/// The order in which a person counts: `frame2` before `frame10`.
///
/// Runs of digits compare by value, letters without case; names that then are equal compare byte by byte, so that
/// the order is total.
public enum NaturalOrder {
    /// Whether `a` comes before `b`, component by component.
    public static func precedes(_ a: FilePath, _ b: FilePath) -> Bool {
        compare(a.bytes, b.bytes) < 0
    }

    /// Whether `a` comes before `b`.
    public static func precedes(_ a: String, _ b: String) -> Bool {
        compare(Array(a.utf8), Array(b.utf8)) < 0
    }

    /// The elements in the natural order of their names' or paths' bytes.
    static func sorted<Element>(_ elements: [Element], by bytes: (Element) -> [UInt8]) -> [Element] {
        elements.map { ($0, bytes($0)) }.sorted { compare($0.1, $1.1) < 0 }.map(\.0)
    }

    /// Negative where `a` comes before `b`, zero where they are the same bytes. A slash comes before everything, so that a
    /// folder's content stays together.
    static func compare(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            if isDigit(a[i]), isDigit(b[j]) {
                let (one, other) = (digits(a, from: &i), digits(b, from: &j))
                if one.count != other.count { return one.count - other.count }
                if let difference = zip(one, other).first(where: { $0 != $1 }) {
                    return Int(difference.0) - Int(difference.1)
                }
            } else {
                let (one, other) = (rank(a[i]), rank(b[j]))
                if one != other { return Int(one) - Int(other) }
                i += 1
                j += 1
            }
        }
        if a.count - i != b.count - j { return (a.count - i) - (b.count - j) }
        if let difference = zip(a, b).first(where: { $0 != $1 }) { return Int(difference.0) - Int(difference.1) }
        return a.count - b.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func rank(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x2F: 0
        case 0x41...0x5A: byte + 32
        default: byte
        }
    }

    /// The run of digits at `index` without its leading zeros; moves `index` past it.
    private static func digits(_ bytes: [UInt8], from index: inout Int) -> ArraySlice<UInt8> {
        let start = index
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
        return bytes[start..<index].drop { $0 == 0x30 }
    }
}
