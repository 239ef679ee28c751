internal import CNIfTI

/// Where a NIfTI's voxels lie: the affine that its header means and its voxel sizes.
struct NIfTIGeometry {
    /// The affine by the header's codes: sform, else qform, else the voxel sizes about the centre. It may be singular.
    let stored: Affine
    /// A regular affine to work with: `stored`, or the qform or voxel sizes where that is singular.
    let affine: Affine
    /// Voxel size in mm along i, j, k.
    let spacing: [Double]
    /// Whether the header's codes give an orientation at all.
    let hasOrientation: Bool
    /// Whether the header gives an orientation, but only singular ones.
    let isSingular: Bool

    init(_ raw: cnifti_header, dims: [Int], warnings: inout [ScanWarning]) {
        let pixdim = withUnsafeBytes(of: raw.pixdim) { Array($0.bindMemory(to: Double.self)) }
        let sizes = Self.sizes(pixdim, axes: min(3, dims.count), warnings: &warnings)
        let sformCode = Self.code("sform_code", raw.sform_code, warnings: &warnings)
        let qformCode = Self.code("qform_code", raw.qform_code, warnings: &warnings)

        let sform = Self.sform(raw)
        let qform = qformCode > 0 ? Self.qform(raw, qfac: pixdim[0], sizes: sizes, warnings: &warnings) : nil
        let fallback = Self.centred(sizes, dims: dims)

        stored = sformCode > 0 ? sform : qform ?? fallback
        hasOrientation = sformCode > 0 || qform != nil
        var isSingular = false
        if stored.isRegular {
            affine = stored
        } else if sformCode > 0, let qform, qform.isRegular {
            affine = qform
            warnings.append(.header(field: "sform", message: "it is singular; the qform is used instead"))
        } else {
            affine = fallback
            isSingular = true
            warnings.append(.header(field: "affine", message: "it is singular; orientation and place are not known"))
        }
        self.isSingular = isSingular
        if sformCode > 0, stored.isRegular, let qform, !sform.isClose(to: qform) {
            warnings.append(.header(field: "qform", message: "it disagrees with the sform, which is used"))
        }
        let units = raw.xyzt_units & 7
        if units == 1 || units == 3 {
            warnings.append(
                .header(
                    field: "xyzt_units",
                    message: "lengths are said to be in \(units == 1 ? "metres" : "micrometres"), but are read as mm"))
        }
        let lengths = affine.spacing
        spacing = (0..<3).map { lengths[$0] }
    }

    /// The sizes of a voxel in mm; impossible ones are mended as nibabel does (0 → 1, negative → positive).
    private static func sizes(_ pixdim: [Double], axes: Int, warnings: inout [ScanWarning]) -> SIMD3<Double> {
        var sizes: SIMD3<Double> = [1, 1, 1]
        for axis in 0..<3 {
            let value = pixdim[axis + 1]
            let isUsed = axis < axes
            if isUsed, !(value >= 1e-6 && value <= 1e6) {
                warnings.append(
                    .header(
                        field: "pixdim[\(axis + 1)]", message: "\(value.isNaN ? "NaN" : "\(value)") mm is no voxel size"
                    ))
            }
            sizes[axis] = value == 0 || !value.isFinite ? 1 : abs(value)
        }
        return sizes
    }

    private static func code(_ field: String, _ value: Int32, warnings: inout [ScanWarning]) -> Int32 {
        if (0...5).contains(value) { return value }
        warnings.append(.header(field: field, message: "\(value) is no such code; read as 0"))
        return 0
    }

    private static func sform(_ raw: cnifti_header) -> Affine {
        let rows = withUnsafeBytes(of: raw.srow) { Array($0.bindMemory(to: Double.self)) }
        return Affine(x: SIMD4(rows[0..<4]), y: SIMD4(rows[4..<8]), z: SIMD4(rows[8..<12]))
    }

    /// Quaternion, voxel sizes and offset (NIfTI-1 standard, method 2).
    ///
    /// libnifti2 snaps quaternions within 1e-7 of a half turn, which moves an oblique volume's far corner by up to a
    /// voxel; this is the formula itself.
    private static func qform(
        _ raw: cnifti_header, qfac: Double, sizes: SIMD3<Double>, warnings: inout [ScanWarning]
    ) -> Affine {
        var (b, c, d) = (raw.quatern_b, raw.quatern_c, raw.quatern_d)
        let rest = 1 - (b * b + c * c + d * d)
        if !(rest > -1e-5) {
            warnings.append(.header(field: "quatern", message: "b² + c² + d² = \(1 - rest), but must be at most 1"))
        }
        if rest < 0 {
            let length = (b * b + c * c + d * d).squareRoot()
            (b, c, d) = (b / length, c / length, d / length)
        }
        let a = max(0, rest).squareRoot()
        if qfac != 1, qfac != -1, qfac != 0 {
            warnings.append(.header(field: "pixdim[0]", message: "qfac is \(qfac), but must be 1 or −1; read as 1"))
        }
        let depth = qfac == -1 ? -sizes[2] : sizes[2]
        let scale: SIMD4<Double> = [sizes[0], sizes[1], depth, 1]
        return Affine(
            x: scale * [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c), raw.qoffset_x],
            y: scale * [2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b), raw.qoffset_y],
            z: scale * [2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - b * b - c * c, raw.qoffset_z])
    }

    /// No orientation given: radiological x (running left), the volume's centre at the origin, as nibabel reads it.
    private static func centred(_ sizes: SIMD3<Double>, dims: [Int]) -> Affine {
        let steps = sizes * [-1, 1, 1]
        let extents = SIMD3<Double>((0..<3).map { $0 < dims.count ? Double(dims[$0] - 1) : 0 })
        return Affine(spacing: steps, origin: -steps * extents / 2)
    }
}

extension Affine {
    /// Whether no number differs by more than a hundredth of a voxel and the offsets by no more than a tenth.
    fileprivate func isClose(to other: Affine) -> Bool {
        let size = spacing.max()
        return zip([x, y, z], [other.x, other.y, other.z]).allSatisfy { mine, others in
            let difference = mine - others
            return (0..<3).allSatisfy { abs(difference[$0]) <= 0.01 * size } && abs(difference[3]) <= 0.1 * size
        }
    }
}
