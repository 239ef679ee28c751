import Cohorts
import Imaging
import Names
import SystemPackage

/// The manifest's column of masks: files on the grids of the scans, not 0 where evidence is expected.
struct MaskColumn {
    private let name: String
    /// What the masks' paths are relative to.
    private let root: FilePath

    /// - Parameter named: nil takes `mask` where the manifest has that column.
    /// - Throws: `TrustError.noMaskColumn`.
    init?(_ named: String?, of cohort: Cohort) throws(TrustError) {
        let known = Set(cohort.samples.flatMap(\.attributes.keys))
        name = named ?? "mask"
        let folder = cohort.origin.removingLastComponent()
        root = cohort.description.root.map { folder.pushing(FilePath($0)) } ?? folder
        guard known.contains(name) else {
            guard let named else { return nil }
            throw .noMaskColumn(named, nearest: NearestName.to(named, among: known))
        }
    }

    /// Whether each voxel of a scan lies in its mask, `[K, J, I]`; nil where the row names none.
    ///
    /// - Throws: `ScanError`; `TrustError` where the mask is not on the scan's grid.
    func mask(of sample: Sample, _ scan: Scan) throws -> [Bool]? {
        guard let path = sample.attributes[name], !path.isEmpty else { return nil }
        let file = root.pushing(FilePath(path))
        let mask = try ScanReader.read(.file(file))
        guard mask.times == 1 else { throw TrustError.maskTimes(file, mask.times) }
        guard mask.extents == scan.extents else {
            throw TrustError.maskExtents(file, mask.extents, scan: sample.source.path, scan.extents)
        }
        let distance = mask.distance(to: scan)
        guard distance <= scan.spacing.reduce(.infinity, min) / 2 else {
            throw TrustError.maskElsewhere(file, millimetres: distance, scan: sample.source.path)
        }
        let channels = mask.channels
        let voxels = mask.voxels.elements
        return stride(from: 0, to: voxels.count, by: channels).map { voxels[$0] != 0 }
    }
}

extension Scan {
    /// Voxels along i, j, k.
    fileprivate var extents: [Int] { [columns, rows, slices] }

    /// The largest distance in mm between the same corners of two grids; 0 where one of them does not say where it lies.
    fileprivate func distance(to other: Scan) -> Double {
        guard hasAffine, other.hasAffine else { return 0 }
        return (0..<8).reduce(0) { largest, corner in
            let voxel = SIMD3((0..<3).map { corner >> $0 & 1 == 1 ? Double(extents[$0] - 1) : 0 })
            let step = affine.apply(voxel) - other.affine.apply(voxel)
            return max(largest, (step * step).sum().squareRoot())
        }
    }
}
