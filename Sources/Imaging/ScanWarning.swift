/// Damage or doubt that did not stop the reading of a scan.
public enum ScanWarning: Hashable, Sendable {
    /// The file is damaged; the voxels may be too. The message says what was seen, in the decoder's own words.
    case damaged(format: ScanFormat, message: String)
    /// A header field is missing, contradictory or impossible; the message says which and what was read instead.
    case header(field: String, message: String)
    /// A frame of a frame folder has its own warning.
    indirect case frame(name: String, ScanWarning)
}

extension ScanWarning: CustomStringConvertible {
    public var description: String {
        switch self {
        case .damaged(let format, let message): "damaged \(format.title): \(message)"
        case .header(let field, let message): "\(field): \(message)"
        case .frame(let name, let warning): "\(name): \(warning)"
        }
    }
}
