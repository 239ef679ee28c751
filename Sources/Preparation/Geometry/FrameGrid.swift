import Imaging
import Tensors

/// The grid of a prepared sequence: which places of the scan its frames, rows and columns are sampled at.
struct FrameGrid {
    /// Samples along the frame axis, and which of them are taken.
    private let frameSampling: AxisSampling
    private let chosen: [Int]
    private let rows: AxisSampling
    private let columns: AxisSampling
    private let antialias: Bool
    private let extents: [Int]
    /// The slices that frames are made of, as indices along the oriented frame axis, in order.
    let slices: [Int]
    private let frameWeights: ResamplingWeights
    private(set) var warnings: [PreparationWarning] = []

    init(_ preparation: Preparation, axes: ScanAxes, scan: Scan) throws(PreparationError) {
        let spacing = scan.isVolume ? preparation.spacing : nil
        if !scan.isVolume, preparation.spacing != nil { warnings.append(.unknownSpacing) }
        func sampling(_ axis: ScanAxis) throws(PreparationError) -> AxisSampling {
            guard let spacing, let place = axis.place else { return AxisSampling(extent: axis.extent) }
            let found = axis.axis < scan.spacing.count ? scan.spacing[axis.axis] : .nan
            let step = spacing.millimetres[place] / found
            guard found > 0, step > 0, step.isFinite else { throw .voxelSize(millimetres: scan.spacing) }
            return try AxisSampling(extent: axis.extent, step: step)
        }
        frameSampling = try sampling(axes.frames)
        var (down, across) = (try sampling(axes.rows), try sampling(axes.columns))
        preparation.fit.apply(rows: &down, columns: &across, crop: preparation.crop, size: preparation.size)
        (rows, columns) = (down, across)
        antialias = preparation.antialias
        extents = [scan.columns, scan.rows, scan.slices, scan.times]

        let wanted = preparation.frameCount?.count(of: frameSampling.count)
        let count = wanted ?? frameSampling.count
        let elements = [count, rows.total, columns.total, preparation.channels].reduce(1.0) { $0 * Double($1) }
        guard elements <= Double(PreparationError.largestSequence) else {
            throw .tooLarge(
                frames: count, height: rows.total, width: columns.total, channels: preparation.channels)
        }
        if count > frameSampling.count { warnings.append(.fewFrames(available: frameSampling.count, wanted: count)) }
        chosen = preparation.frameChoice.indices(count: wanted, of: frameSampling.count)
        let weights = ResamplingWeights(frameSampling, samples: chosen, antialias: antialias)
        slices = weights.usedVoxels
        frameWeights = weights.restricted(to: slices)
    }

    /// Frames `[T, H, W, C]` of `slices` resampled along all three axes, those that shrink most first.
    func resample(_ frames: Tensor) -> Tensor {
        let passes = [
            (axis: 0, weights: frameWeights),
            (axis: 1, weights: ResamplingWeights(rows, samples: 0..<rows.count, antialias: antialias)),
            (axis: 2, weights: ResamplingWeights(columns, samples: 0..<columns.count, antialias: antialias)),
        ].sorted { growth($0.weights) < growth($1.weights) }
        return passes.reduce(frames) { $0.resampled(axis: $1.axis, with: $1.weights) }
    }

    /// The frames with the border that brings them to their size, filled with their minimum.
    func bordered(_ frames: Tensor) -> Tensor {
        frames.bordered(
            top: rows.before, bottom: rows.after, left: columns.before, right: columns.after,
            with: frames.range.least)
    }

    /// The way back to the scan as stored.
    func geometry(_ axes: ScanAxes) -> FrameGeometry {
        func line(_ axis: ScanAxis, _ sampling: AxisSampling) -> FrameGeometry.Line {
            FrameGeometry.Line(
                axis: axis.axis, start: axis.stored(sampling.position(0)),
                step: axis.isFlipped ? -sampling.step : sampling.step)
        }
        return FrameGeometry(
            storedExtents: extents, frameAxis: axes.frames.axis,
            framePositions: chosen.map { axes.frames.stored(frameSampling.position(Double($0))) },
            rows: line(axes.rows, rows), columns: line(axes.columns, columns),
            fixed: FrameGeometry.Line(axis: axes.fixed.axis, start: Double(axes.fixedIndex), step: 0))
    }

    private func growth(_ weights: ResamplingWeights) -> Double {
        Double(weights.count) / Double(weights.extent)
    }
}
