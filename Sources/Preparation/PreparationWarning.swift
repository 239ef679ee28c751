import Imaging

/// What was doubtful about a scan or its preparation, though it was prepared.
public enum PreparationWarning: Hashable, Sendable {
    /// A warning of the decoder.
    case scan(ScanWarning)
    /// NaN or infinite voxels were replaced by the finite minimum.
    case notFinite(count: Int, of: Int, replacement: Float)
    /// All voxels are equal: the frames are zeros.
    case constant(value: Float)
    /// Fewer frames than asked for: some are repeated.
    case fewFrames(available: Int, wanted: Int)
    /// Slices of a 4D scan were asked for: only its first volume is used.
    case firstVolumeOnly(of: Int)
    /// Frames of a 4D volume were asked for: only one slice of each is used.
    case oneSliceOnly(slice: Int, of: Int)
    /// The scan does not say how it lies in the patient: its axes are taken to run as the code says.
    case unknownOrientation(assumed: String)
    /// The scan does not say how large its pixels are: `spacing` had no effect.
    case unknownSpacing
}

extension PreparationWarning: CustomStringConvertible {
    public var description: String {
        switch self {
        case .scan(let warning):
            "\(warning)"
        case .notFinite(let count, let total, let replacement):
            "\(count) of \(total) voxels are NaN or infinite and count as the minimum, \(replacement)"
        case .constant(let value):
            "all voxels are \(value): the frames are zeros"
        case .fewFrames(let available, let wanted):
            "the scan has \(available) of \(wanted) frames: some are repeated"
        case .firstVolumeOnly(let volumes):
            "the scan has \(volumes) volumes in time: only the first is used"
        case .oneSliceOnly(let slice, let slices):
            "of the \(slices) slices of every time point only slice \(slice) is used"
        case .unknownOrientation(let code):
            "the scan does not say how it lies in the patient: its axes are taken for \(code)"
        case .unknownSpacing:
            "the scan does not say how large its voxels are: the spacing was not changed"
        }
    }
}
