internal import CNIfTI

/// A NIfTI-1 or NIfTI-2 header whose numbers were checked: the voxels it describes can exist.
struct NIfTIHeader {
    let format: ScanFormat
    /// Whether the file's byte order is not the machine's.
    let isSwapped: Bool
    /// Whether the voxels lie in a file of their own.
    let isPair: Bool
    /// The extents of the one to seven axes, i first.
    let dims: [Int]
    let datatype: NIfTIDatatype
    /// Where the voxels begin in the file that holds them.
    let dataOffset: Int
    /// value = slope × stored + intercept; 1 and 0 where the header gives no usable scaling.
    let slope, intercept: Double
    let geometry: NIfTIGeometry
    var warnings: [ScanWarning]

    /// Voxels over all axes.
    var voxelCount: Int { dims.reduce(1, *) }
    /// Bytes that the voxels take.
    var dataBytes: Int { voxelCount * datatype.size }
    /// Bytes of the header itself.
    var size: Int { format == .nifti1 ? 348 : 540 }

    /// Which NIfTI the first bytes begin; nil where they begin none.
    static func recognise(_ start: [UInt8]) -> (ScanFormat, isPair: Bool)? {
        guard let size = sizeField(start) else { return nil }
        let magicPlace = size == 348 ? 344 : 4
        guard start.count >= magicPlace + 4 else { return nil }
        let magic = start[magicPlace..<magicPlace + 4]
        let digit = UInt8(ascii: size == 348 ? "1" : "2")
        let format: ScanFormat = size == 348 ? .nifti1 : .nifti2
        if magic.elementsEqual([UInt8(ascii: "n"), UInt8(ascii: "+"), digit, 0]) { return (format, false) }
        if magic.elementsEqual([UInt8(ascii: "n"), UInt8(ascii: "i"), digit, 0]) { return (format, true) }
        return nil
    }

    /// Whether the first bytes are an Analyze 7.5 header: NIfTI-1's size without its magic.
    static func isAnalyze(_ start: [UInt8]) -> Bool {
        sizeField(start) == 348 && start.count >= 348 && start[344..<348].allSatisfy { $0 == 0 }
    }

    /// The header's first field where it is 348 or 540, in either byte order.
    private static func sizeField(_ start: [UInt8]) -> Int? {
        guard start.count >= 4 else { return nil }
        let big = start[0..<4].reduce(0) { $0 << 8 | Int($1) }
        let little = start[0..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        return [348, 540].first { $0 == big || $0 == little }
    }

    /// Reads and checks a header.
    ///
    /// - Parameter start: the file's first bytes, 540 or more unless the file is shorter.
    init(_ start: [UInt8]) throws(ScanError.Reason) {
        guard let (format, isPair) = Self.recognise(start) else {
            throw .unknownFormat(start: Array(start.prefix(8)), looksLike: Content.foreignName(start))
        }
        var raw = cnifti_header()
        let isRead = start.withUnsafeBufferPointer { cnifti_read_header($0.baseAddress, $0.count, &raw) }
        guard isRead == 1 else {
            throw .truncated(format: format, expected: format == .nifti1 ? 348 : 540, found: start.count)
        }
        self.format = format
        self.isPair = isPair
        isSwapped = raw.is_swapped == 1
        var warnings: [ScanWarning] = []

        dims = try Self.dims(raw, format: format)
        datatype = try NIfTIDatatype.of(code: Int(raw.datatype), format: format)
        try Self.checkSize(dims, datatype: datatype, format: format)
        if Int(raw.bitpix) != datatype.size * 8 {
            warnings.append(
                .header(
                    field: "bitpix",
                    message:
                        "\(raw.bitpix), but datatype \(raw.datatype) has \(datatype.size * 8) bits; the datatype counts"
                ))
        }
        if format == .nifti2, !withUnsafeBytes(of: raw.magic, { $0[4..<8].elementsEqual([0x0D, 0x0A, 0x1A, 0x0A]) }) {
            guard withUnsafeBytes(of: raw.magic, { $0[4..<8].allSatisfy { $0 == 0 } }) else {
                throw .damaged(
                    format: format, message: "the line ends in its magic were changed, as by a text transfer")
            }
            warnings.append(
                .header(field: "magic", message: "the line ends that guard against text transfers are missing"))
        }
        dataOffset = try Self.dataOffset(raw, format: format, isPair: isPair, warnings: &warnings)
        (slope, intercept) = Self.scaling(raw, warnings: &warnings)
        geometry = NIfTIGeometry(raw, dims: dims, warnings: &warnings)
        self.warnings = warnings
    }

    private static func dims(_ raw: cnifti_header, format: ScanFormat) throws(ScanError.Reason) -> [Int] {
        let all = withUnsafeBytes(of: raw.dim) { Array($0.bindMemory(to: Int64.self)) }
        guard (1...7).contains(all[0]) else {
            throw .badField(format: format, field: "dim[0]", value: "\(all[0])", allowed: "1…7")
        }
        for axis in 1...Int(all[0]) where all[axis] < 1 {
            throw .badField(format: format, field: "dim[\(axis)]", value: "\(all[axis])", allowed: "positive")
        }
        return all[1...Int(all[0])].map { Int($0) }
    }

    private static func checkSize(_ dims: [Int], datatype: NIfTIDatatype, format: ScanFormat) throws(ScanError.Reason) {
        var samples = datatype.channels
        for extent in dims {
            let (product, overflow) = samples.multipliedReportingOverflow(by: extent)
            guard !overflow, product <= ImagingLimits.volumeSamples else {
                let shape = dims.map(String.init).joined(separator: "×")
                throw .overLimit(format: format, quantity: "samples", value: shape, limit: ImagingLimits.volumeSamples)
            }
            samples = product
        }
        guard samples * datatype.sampleSize <= ImagingLimits.volumeBytes else {
            throw .overLimit(
                format: format, quantity: "bytes of voxels", value: "\(samples * datatype.sampleSize)",
                limit: ImagingLimits.volumeBytes)
        }
    }

    private static func dataOffset(
        _ raw: cnifti_header, format: ScanFormat, isPair: Bool, warnings: inout [ScanWarning]
    ) throws(ScanError.Reason) -> Int {
        let lowest = isPair ? 0 : (format == .nifti1 ? 352 : 544)
        let text = format == .nifti2 ? "\(raw.vox_offset2)" : raw.vox_offset.isNaN ? "NaN" : "\(raw.vox_offset)"
        let value = format == .nifti1 ? raw.vox_offset : Double(raw.vox_offset2)
        guard value.isFinite, value >= Double(lowest) else {
            throw .badField(format: format, field: "vox_offset", value: text, allowed: "\(lowest) or more")
        }
        guard value <= Double(ImagingLimits.niftiHeaderBytes) else {
            throw .overLimit(
                format: format, quantity: "bytes before the voxels", value: text, limit: ImagingLimits.niftiHeaderBytes)
        }
        if value != value.rounded(.down) {
            warnings.append(.header(field: "vox_offset", message: "\(text) is no whole number; read as \(Int(value))"))
        }
        return Int(value)
    }

    /// Slope 0 or not finite means that the voxels are not scaled (NIfTI-1 standard, scl_slope).
    private static func scaling(_ raw: cnifti_header, warnings: inout [ScanWarning]) -> (Double, Double) {
        let (slope, intercept) = (raw.scl_slope, raw.scl_inter)
        if slope == 0 || slope.isNaN { return (1, 0) }
        guard slope.isFinite else {
            warnings.append(.header(field: "scl_slope", message: "it is infinite; the voxels are read unscaled"))
            return (1, 0)
        }
        guard intercept.isFinite else {
            warnings.append(.header(field: "scl_inter", message: "it is not finite; read as 0"))
            return (slope, 0)
        }
        return (slope, intercept)
    }
}
