import Imaging
import Tensors

extension Preparation {
    /// Turns a scan into a sequence of frames, `[T, H, W, C]`.
    ///
    /// Rows, columns and frames run in the direction of `orientation`: of an axial slice in RAS the columns run towards
    /// the patient's right and the rows towards the front.
    ///
    /// - Throws: `PreparationError` for settings that no scan can meet and scans that cannot be read as frames.
    public func prepare(_ scan: Scan) throws(PreparationError) -> FrameSequence {
        try validate()
        guard scan.voxels.count > 0 else { throw .emptyScan(voxels: scan.voxels.shape) }
        let channelChoice = try ChannelChoice(found: scan.channels, hasAlpha: scan.hasAlpha, wanted: channels)
        let axes = try ScanAxes(of: scan, orientation: orientation, axis: axis)
        let grid = try FrameGrid(self, axes: axes, scan: scan)
        let scale = try scaleRange(of: scan)
        var warnings = scan.warnings.map(PreparationWarning.scan) + axes.warnings + grid.warnings

        var frames = scan.frames(along: axes, at: grid.slices, channels: channelChoice)
        if let warning = try frames.replaceNonFinite() { warnings.append(warning) }
        if let window { frames.clamp(to: window) }
        frames = grid.resample(frames)
        if case .fixed = normalise { frames = frames.repeatingChannel(channels) }
        if let warning = normalise.apply(to: &frames, scale: scale) { warnings.append(warning) }
        frames = grid.bordered(frames).repeatingChannel(channels)
        return FrameSequence(frames: frames, warnings: warnings, geometry: grid.geometry(axes))
    }

    /// What `normalise: scale` maps to 0 and to 1.
    private func scaleRange(of scan: Scan) throws(PreparationError) -> ClosedRange<Float> {
        if let window { return window.low...window.high }
        switch scan.format {
        case .png, .jpeg, .frames:
            return 0...(scan.bitDepth > 8 ? 65535 : 255)
        case .nifti1, .nifti2:
            if normalise == .scale, scan.channels < 3 {
                throw .scaleNeedsWindow(format: scan.format, bitDepth: scan.bitDepth)
            }
            return 0...255
        }
    }
}
