/// The name endings that say "this is a scan", in any case.
enum ScanEnding {
    private static let all = [".nii.gz", ".hdr.gz", ".img.gz", ".nii", ".hdr", ".img", ".png", ".jpg", ".jpeg", ".jpe"]

    /// The scan ending of a name in lower case; nil where it has none or nothing before it.
    static func of(_ name: [UInt8]) -> String? {
        let lower = name.suffix(8).map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
        return all.first { name.count > $0.utf8.count && lower.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }
}
