import Imaging
import Tensors

extension Preparation {
    /// Turns a scan into a sequence of frames, `[T, H, W, C]`.
    ///
    /// - Throws: `PreparationError` for settings that no scan can meet and scans that cannot be read as frames.
    public func prepare(_ scan: Scan) throws(PreparationError) -> FrameSequence {
        throw .emptyScan(voxels: scan.voxels.shape)
    }
}
