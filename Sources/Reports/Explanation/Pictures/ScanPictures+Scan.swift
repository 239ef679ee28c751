import Imaging
import Tensors

extension ScanPictures {
    /// The pictures of a scan: its first time where it has several and slices, its first three channels where it has more.
    ///
    /// - Parameters:
    ///   - scan: as it was read, in its own axes.
    ///   - axis: the axis of the leading slices, 0, 1 or 2.
    ///   - leading: indices along it, the most important first; those outside the scan and past the tenth are left out.
    public init(of scan: Scan, axis: Int = 2, leading: [Int] = []) {
        let view = ScanSamples(scan)
        let kind: ScanExplanation.Kind =
            scan.slices > 1 ? .volume : scan.times > 1 ? .clip : .image
        let isMeasured = kind == .volume && (scan.hasAffine || scan.spacing.contains { $0 != 1 })
        let chosen = leading.filter { view.size[axis] > $0 && $0 >= 0 }.prefix(Self.leadingLimit)
        self.init(
            kind: kind, size: view.size, spacing: isMeasured ? scan.spacing : nil,
            affine: kind == .volume && scan.hasAffine ? scan.affine : nil, window: view.window,
            stack: view.stack(Self.stackSize(view.size, kind: kind, spacing: isMeasured ? scan.spacing : nil)),
            leading: kind == .volume
                ? chosen.map { LeadingSlice(axis: axis, index: $0, picture: view.slice(axis: axis, index: $0)) } : [])
    }

    static let leadingLimit = 10
    /// Millimetres between the stack's voxels.
    private static let stackSpacing = 2.0

    /// The stack's columns, rows and slices: 2 mm a voxel, and no more samples than a page of 1.5 MB holds as JPEG.
    static func stackSize(_ size: [Int], kind: ScanExplanation.Kind, spacing: [Double]?) -> [Int] {
        var steps = [1.0, 1, 1]
        if let spacing {
            steps = spacing.map { max(1, stackSpacing / max($0, 1e-3)) }
        }
        let limit = kind == .image ? 1_200_000.0 : 2_500_000
        let count = { zip(size, steps).reduce(1.0) { $0 * (Double($1.0) / $1.1).rounded(.up) } }
        while count() > limit {
            // Frames of a clip are kept as long as their pictures stay worth looking at.
            let planes = kind == .clip && Double(size[0]) / steps[0] > 64 ? 0..<2 : 0..<(kind == .image ? 2 : 3)
            for axis in planes { steps[axis] *= 1.05 }
        }
        return zip(size, steps).map { max(1, Int((Double($0) / $1).rounded())) }
    }
}
