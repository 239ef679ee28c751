import Imaging
import Tensors

/// How the scans of a training part were stored, so that a scan of another kind is told from them; no pixel is in it.
public struct ScanRanges: Codable, Hashable, Sendable {
    /// From the least to the greatest.
    public struct Span: Codable, Hashable, Sendable {
        public var low, high: Double

        init(_ value: Double) { (low, high) = (value, value) }

        mutating func include(_ other: Span) { (low, high) = (min(low, other.low), max(high, other.high)) }
    }

    /// Whether they were volumes (NIfTI); else they were pictures or clips.
    public var areVolumes: Bool
    /// Whether any had colour.
    public var haveColour: Bool
    /// Columns, rows, slices and times.
    public var extents: [Span]
    /// Millimetres from voxel to voxel along i, j and k, for volumes.
    public var spacing: [Span]
    /// The intensities that scans have, without the darkest and the brightest hundredth of each: of pictures as shares of the
    /// greatest number that their bits allow.
    public var intensity: Span
    /// From the narrowest to the widest of these ranges.
    public var contrast: Span

    /// What one scan is.
    public init(_ scan: Scan) {
        areVolumes = scan.format == .nifti1 || scan.format == .nifti2
        haveColour = scan.channels - (scan.hasAlpha ? 1 : 0) > 1
        extents = [scan.columns, scan.rows, scan.slices, scan.times].map { Span(Double($0)) }
        spacing = areVolumes ? scan.spacing.map { Span(abs($0)) } : []
        let largest = areVolumes ? 1 : scan.bitDepth > 8 ? 65535.0 : 255
        var values = scan.voxels.withUnsafeElements { elements in
            stride(from: 0, to: elements.count, by: elements.count / Self.voxelLimit | 1).map { elements[$0] }
                .filter(\.isFinite)
        }
        let hundredth = values.count / 100
        let (low, high) =
            values.isEmpty
            ? (0, 0) : (Double(values.select(hundredth)), Double(values.select(values.count - 1 - hundredth)))
        intensity = Span(low / largest)
        intensity.include(Span(high / largest))
        contrast = Span((high - low) / largest)
    }

    /// What some scans are together; nil without any.
    public init?(_ scans: some Sequence<Scan>) {
        var all: ScanRanges?
        for scan in scans {
            let one = ScanRanges(scan)
            if all == nil { all = one } else { all?.include(one) }
        }
        guard let all else { return nil }
        self = all
    }

    /// About how many voxels of a scan are looked at, evenly over it: enough for a hundredth, in a tenth of the time that reading a
    /// small picture takes. An odd step meets every column of a picture whose sides are powers of two.
    private static let voxelLimit = 4096
    /// How many scans of a training part are looked at, evenly over it.
    public static let scanLimit = 32

    private mutating func include(_ other: ScanRanges) {
        areVolumes = areVolumes && other.areVolumes
        haveColour = haveColour || other.haveColour
        for axis in extents.indices { extents[axis].include(other.extents[axis]) }
        if spacing.count == other.spacing.count {
            for axis in spacing.indices { spacing[axis].include(other.spacing[axis]) }
        } else {
            spacing = []
        }
        intensity.include(other.intensity)
        contrast.include(other.contrast)
    }

    /// Whether the numbers can be compared with.
    var isConsistent: Bool {
        extents.count == 4 && (spacing.isEmpty || spacing.count == 3)
            && (extents + spacing + [intensity, contrast]).allSatisfy {
                $0.low.isFinite && $0.high.isFinite && $0.low <= $0.high
            }
    }
}

extension ScanRanges {
    /// The warning about a scan of another kind than the training part's; nil where nothing is unusual.
    public func warning(about scan: Scan) -> String? {
        let differences = differences(of: scan)
        guard !differences.isEmpty else { return nil }
        return "the scan is unlike the training scans: \(differences.joined(separator: "; ")); "
            + "is it of the modality that the model was trained on?"
    }

    /// What is unusual about a scan beside the training part's, each as half a sentence with both figures.
    ///
    /// Extents and spacings may be up to twice as large or half as large, intensities beyond the range by half of it.
    public func differences(of scan: Scan) -> [String] {
        let own = ScanRanges(scan)
        if own.areVolumes != areVolumes {
            return [
                own.areVolumes
                    ? "it is a NIfTI volume where the training scans were pictures"
                    : "it is a picture (\(scan.format.rawValue)) where the training scans were NIfTI volumes"
            ]
        }
        var found: [String] = []
        if own.haveColour, !haveColour { found.append("it has colour where the training scans were grey") }
        for (axis, name) in ["columns", "rows", "slices", "frames in time"].enumerated() {
            if let words = Self.words(own.extents[axis], beside: extents[axis]) {
                found.append("its \(name) are \(words)")
            }
        }
        if spacing.count == 3, own.spacing.count == 3 {
            for (axis, name) in ["i", "j", "k"].enumerated() {
                if let words = Self.words(own.spacing[axis], beside: spacing[axis], unit: " mm") {
                    found.append("its voxels along \(name) are \(words)")
                }
            }
        }
        let width = intensity.high - intensity.low
        // Where nearly every voxel is background, a hundredth says nothing of the rest.
        if width > 0, own.intensity.low < intensity.low - width / 2 || own.intensity.high > intensity.high + width / 2 {
            found.append(
                "its intensities run \(Self.words(own.intensity)) where the training scans' ran \(Self.words(intensity))"
            )
        } else if own.contrast.high < contrast.low / 4 {
            found.append(
                "its intensities lie within \(Self.figure(own.contrast.high)) of each other where the training scans' spread "
                    + "over at least \(Self.figure(contrast.low))")
        }
        return found
    }

    private static func words(_ own: Span, beside others: Span, unit: String = "") -> String? {
        guard own.high > 2 * others.high || own.high < others.low / 2 else { return nil }
        let range =
            others.low == others.high ? figure(others.low) : "\(figure(others.low)) to \(figure(others.high))"
        return "\(figure(own.high))\(unit) where the training scans' were \(range)\(unit)"
    }

    private static func words(_ span: Span) -> String { "from \(figure(span.low)) to \(figure(span.high))" }

    /// With three figures that count at least, and without an exponent below a million.
    private static func figure(_ value: Double) -> String {
        guard abs(value) < 100 else { return abs(value) < 1e6 ? "\(Int(value.rounded()))" : "\(value)" }
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
