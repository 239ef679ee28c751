/// The place of prepared frames in the scan as stored: the way back from a saliency map to a voxel.
///
/// Every step of a preparation keeps axes parallel, so that the way back is one linear function for each axis.
public struct FrameGeometry: Hashable, Codable, Sendable {
    /// One axis of the stored scan as a function of an index of the frame: `start + step · index`.
    public struct Line: Hashable, Codable, Sendable {
        /// 0 (i), 1 (j), 2 (k) or 3 (the fourth).
        public var axis: Int
        /// The stored index at row or column 0.
        public var start: Double
        /// Stored voxels for each row or column; negative where the axis was flipped.
        public var step: Double

        public init(axis: Int, start: Double, step: Double) {
            (self.axis, self.start, self.step) = (axis, start, step)
        }
    }

    /// Extents of the stored scan along i, j, k and the fourth axis.
    public var storedExtents: [Int]
    /// The stored axis that was read as time.
    public var frameAxis: Int
    /// For each frame its place along `frameAxis`, in stored voxels; between two voxels after resampling.
    public var framePositions: [Double]
    /// The rows of a frame.
    public var rows: Line
    /// The columns of a frame.
    public var columns: Line
    /// The stored index of the axis that no frame shows (the time point of a volume, the slice of a clip).
    public var fixed: Line

    public init(
        storedExtents: [Int], frameAxis: Int, framePositions: [Double], rows: Line, columns: Line, fixed: Line
    ) {
        self.storedExtents = storedExtents
        self.frameAxis = frameAxis
        self.framePositions = framePositions
        self.rows = rows
        self.columns = columns
        self.fixed = fixed
    }
}

extension FrameGeometry {
    /// For each frame the nearest slice of the stored scan.
    public var sourceFrames: [Int] {
        let last = Double(storedExtents[frameAxis] - 1)
        return framePositions.map { Int(min(max($0.rounded(), 0), last)) }
    }

    /// The stored voxel (i, j, k, fourth axis) at a place of a prepared frame; rows and columns may be fractions.
    ///
    /// Borders that were padded lie outside the stored extents.
    ///
    /// - Precondition: `frame` is one of the frames.
    public func storedPosition(frame: Int, row: Double, column: Double) -> SIMD4<Double> {
        var position = SIMD4<Double>.zero
        position[frameAxis] = framePositions[frame]
        position[rows.axis] = rows.start + rows.step * row
        position[columns.axis] = columns.start + columns.step * column
        position[fixed.axis] = fixed.start
        return position
    }
}
