/// The file format that a scan was read from.
public enum ScanFormat: String, Codable, Hashable, Sendable, CaseIterable {
    case png, jpeg, nifti1, nifti2
    /// A folder whose images are the frames of one scan.
    case frames

    /// The format's name in a sentence.
    var title: String {
        switch self {
        case .png: "PNG"
        case .jpeg: "JPEG"
        case .nifti1: "NIfTI-1"
        case .nifti2: "NIfTI-2"
        case .frames: "frame folder"
        }
    }
}
