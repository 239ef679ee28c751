import Imaging

/// One axis of a scan as stored, and the way it is walked.
struct ScanAxis: Hashable {
    /// 0 (i), 1 (j), 2 (k) or 3 (the fourth).
    var axis: Int
    /// Voxels along it.
    var extent: Int
    /// Whether it is walked from its last voxel to its first.
    var isFlipped = false
    /// The place among the axes of the oriented volume, as `spacing` counts them; nil for the fourth.
    var place: Int?

    /// The stored index at an index of the oriented axis.
    func stored(_ index: Double) -> Double {
        isFlipped ? Double(extent - 1) - index : index
    }
}

/// Which axes of a scan the frames, their rows and their columns run along.
///
/// Axes are only permuted and flipped, to the orientation closest to the one asked for; an oblique scan stays oblique.
struct ScanAxes: Hashable {
    var frames: ScanAxis
    var rows: ScanAxis
    var columns: ScanAxis
    /// The axis that no frame shows, and the index at which it is cut.
    var fixed: ScanAxis
    var fixedIndex: Int
    var warnings: [PreparationWarning] = []

    init(of scan: Scan, orientation: Orientation, axis: FrameAxis) throws(PreparationError) {
        let volume = Self.oriented(scan, to: orientation)
        let time = ScanAxis(axis: 3, extent: scan.times)
        let across = try Self.sliceAxis(of: scan, volume: volume, axis: axis)
        let readsTime = axis == .time || (axis == .automatic && scan.slices == 1 && scan.times > 1)

        let plane = volume.filter { $0 != across }
        columns = plane[0]
        rows = plane[1]
        if readsTime {
            frames = time
            fixed = across
            fixedIndex = Int(across.stored(Double(across.extent / 2)))
            if across.extent > 1 { warnings.append(.oneSliceOnly(slice: fixedIndex, of: across.extent)) }
        } else {
            frames = across
            fixed = time
            fixedIndex = 0
            if scan.times > 1 { warnings.append(.firstVolumeOnly(of: scan.times)) }
        }
        if scan.isVolume, !scan.hasAffine, scan.slices > 1, orientation.code != nil {
            warnings.append(.unknownOrientation(assumed: scan.affine.axisCodes))
        }
    }

    /// The three axes of the volume in the order and direction of an orientation.
    ///
    /// Images and clips, which lie nowhere in the patient, keep their axes.
    static func oriented(_ scan: Scan, to orientation: Orientation) -> [ScanAxis] {
        let stored = storedCodes(of: scan)
        let wanted = scan.isVolume ? orientation.code.map(Array.init) ?? stored : stored
        let extents = [scan.columns, scan.rows, scan.slices]
        return wanted.enumerated().map { place, letter in
            let axis = stored.firstIndex { Orientation.worldAxis(of: $0) == Orientation.worldAxis(of: letter) } ?? place
            return ScanAxis(axis: axis, extent: extents[axis], isFlipped: stored[axis] != letter, place: place)
        }
    }

    /// The directions of the axes i, j, k.
    private static func storedCodes(of scan: Scan) -> [Character] {
        scan.isVolume ? Array(scan.affine.axisCodes) : ["R", "A", "S"]
    }

    /// The axis of the volume that is cut into slices.
    private static func sliceAxis(
        of scan: Scan, volume: [ScanAxis], axis: FrameAxis
    ) throws(PreparationError) -> ScanAxis {
        if axis == .time, scan.times == 1, scan.slices > 1 { throw .noFourthAxis(slices: scan.slices) }
        let codes = storedCodes(of: scan)
        let isFlat = scan.slices == 1
        let chosen = volume.first { candidate in
            if isFlat { return candidate.axis == 2 }
            return Orientation.worldAxis(of: codes[candidate.axis]) == axis.worldAxis ?? 2
        }
        guard let chosen else { throw .notAVolume(axis: axis) }
        if isFlat, let wanted = axis.worldAxis, wanted != Orientation.worldAxis(of: codes[2]) {
            throw .notAVolume(axis: axis)
        }
        return chosen
    }
}

extension Scan {
    /// Whether the format knows of places in the patient and of voxel sizes.
    public var isVolume: Bool { format == .nifti1 || format == .nifti2 }
}
