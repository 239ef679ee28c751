/// What a synthetic cohort shows, and therefore which classes it has.
public enum PhantomKind: String, CaseIterable, Codable, Sendable {
    /// Volumes told apart by one bright block: any working pipeline separates them.
    case trivial
    /// Volumes of noise whose label says nothing: no honest pipeline separates them.
    case random
    /// Head-like NIfTI volumes with or without a round lesion.
    case lesionMRI = "lesion-mri"
    /// Chest-like PNG and JPEG images: clear, with a nodule, or with an opacity.
    case lesionXray = "lesion-xray"
    /// Frame folders in which a disc stays still, or jumps away and back in one frame.
    case lesionClip = "lesion-clip"

    /// The class names; a label is an index into them.
    public var classes: [String] {
        switch self {
        case .trivial, .random: ["a", "b"]
        case .lesionMRI: ["absent", "present"]
        case .lesionXray: ["clear", "nodule", "opacity"]
        case .lesionClip: ["still", "moving"]
        }
    }
}
