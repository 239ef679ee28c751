/// The axis of a scan that a network reads as time.
public enum FrameAxis: String, Codable, Hashable, Sendable, CaseIterable {
    /// The axial slices of a volume, the frames of a clip, the one frame of an image.
    case automatic = "auto"
    /// Slices from one end of the inferior–superior axis to the other.
    case axial
    /// Slices from one end of the posterior–anterior axis to the other.
    case coronal
    /// Slices from one end of the left–right axis to the other.
    case sagittal
    /// The fourth axis of a 4D volume, or the frames of a clip. Of every time point the centre axial slice is taken.
    case time

    /// The world axis along which the slices lie: 0 right, 1 anterior, 2 superior; nil for time.
    var worldAxis: Int? {
        switch self {
        case .sagittal: 0
        case .coronal: 1
        case .axial: 2
        case .automatic, .time: nil
        }
    }
}
