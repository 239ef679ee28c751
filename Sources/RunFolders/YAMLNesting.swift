/// How deep a YAML text nests, told before it is read: parsers recurse, and some thousand brackets exhaust the stack.
public enum YAMLNesting {
    /// Whether brackets, or dashes on one line, stand inside of each other more than `limit` times. Brackets in texts count, too; a
    /// dash begins a list only where a space follows it.
    public static func isDeeper(than limit: Int, _ text: String) -> Bool {
        var (depth, dashes) = (0, 0)
        let bytes = Array(text.utf8)
        for (place, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "-"), UInt8(ascii: "?"):
                let next = place + 1 < bytes.count ? bytes[place + 1] : UInt8(ascii: "\n")
                if " \t\r\n".utf8.contains(next) { dashes += 1 }
            case UInt8(ascii: "\n"): dashes = 0
            default: break
            }
            if max(depth, dashes) > limit { return true }
        }
        return false
    }
}
