import SystemPackage

/// Where a scan's bytes lie.
public enum ScanSource: Hashable, Sendable {
    /// An image, a NIfTI file, or either half of a NIfTI .hdr/.img pair.
    case file(FilePath)
    /// A folder; the images directly in it are the frames, in natural order.
    case frames(FilePath)

    /// The file or folder.
    public var path: FilePath {
        switch self {
        case .file(let path), .frames(let path): path
        }
    }
}
