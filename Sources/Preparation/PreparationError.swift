import Imaging
import Tensors

/// Why a scan could not be prepared.
public enum PreparationError: Error, Hashable, Sendable {
    /// A setting has a value that no scan can be prepared with.
    case setting(key: String, value: String, requirement: String)
    /// An axis of the scan has no voxels.
    case emptyScan(voxels: Shape)
    /// The scan has no channel, or more than red, green, blue and opacity.
    case channels(found: Int)
    /// Every voxel of the frames is NaN or infinite.
    case nothingFinite(voxels: Int)
    /// The `axis` is `time`, but the scan is one volume.
    case noFourthAxis(slices: Int)
    /// The `axis` cuts through volumes, but the scan is flat.
    case notAVolume(axis: FrameAxis)
    /// The voxel size of the scan is not a positive number.
    case voxelSize(millimetres: [Double])
    /// The `spacing` would make more samples of an axis than `Preparation.longestSide`.
    case tooFine(extent: Int, step: Double)
    /// The prepared sequence would have more than `PreparationError.largestSequence` elements.
    case tooLarge(frames: Int, height: Int, width: Int, channels: Int)
    /// `normalise: scale` needs a window for values that have no greatest one.
    case scaleNeedsWindow(format: ScanFormat, bitDepth: Int)

    /// The most elements that a prepared sequence may have.
    public static let largestSequence = 1 << 29
}

extension PreparationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .setting(let key, let value, let requirement):
            "preparation.\(key): \(value) is not possible; \(requirement)"
        case .emptyScan(let voxels):
            "the scan has no voxels (\(voxels) time × slice × row × column × channel)"
        case .channels(let found):
            "the scan has \(found) channels; frames are made of 1 (grey) or 3 (red, green, blue)"
        case .nothingFinite(let voxels):
            "none of the scan's \(voxels) voxels is a finite number"
        case .noFourthAxis(let slices):
            "axis: time needs a fourth axis or frames, but the scan is one volume of \(slices) slices;"
                + " write axis: axial to read its slices in order"
        case .notAVolume(let axis):
            "axis: \(axis.rawValue) needs a volume, but the scan has one slice; write axis: auto"
        case .voxelSize(let millimetres):
            "the scan's voxel size \(millimetres) mm is not a positive number, so that it cannot be resampled;"
                + " leave preparation.spacing out, or repair the file's header"
        case .tooFine(let extent, let step):
            "preparation.spacing is \(step) of the scan's, which makes too many samples of \(extent) voxels;"
                + " choose a coarser spacing, or repair the voxel size in the file's header"
        case .tooLarge(let frames, let height, let width, let channels):
            "the prepared scan would have \(frames) frames of \(height)×\(width) and \(channels) channels,"
                + " more than \(Self.largestSequence) numbers; choose a coarser spacing or a smaller size"
        case .scaleNeedsWindow(let format, let bitDepth):
            "normalise: scale needs preparation.window for a \(format.rawValue) scan of \(bitDepth) bits,"
                + " whose values have no natural range"
        }
    }
}
