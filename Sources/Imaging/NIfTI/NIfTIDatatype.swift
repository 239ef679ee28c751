internal import CNIfTI

/// The stored type of a NIfTI voxel that Cine reads; the raw value is the header's code.
enum NIfTIDatatype: Int {
    case uint8 = 2
    case int16 = 4
    case int32 = 8
    case float32 = 16
    case float64 = 64
    case rgb24 = 128
    case int8 = 256
    case uint16 = 512
    case uint32 = 768
    case int64 = 1024
    case uint64 = 1280
    case float128 = 1536
    case rgba32 = 2304

    /// Bytes of a voxel.
    var size: Int { Int(cnifti_voxel_size(Int32(rawValue))) }

    /// Samples of a voxel, side by side.
    var channels: Int {
        switch self {
        case .rgb24: 3
        case .rgba32: 4
        default: 1
        }
    }

    /// Bytes of a sample.
    var sampleSize: Int { size / channels }

    /// The datatype of a code that was validated.
    ///
    /// - Throws: `unsupported` for complex numbers and bits, `badField` for a code that NIfTI does not know.
    static func of(code: Int, format: ScanFormat) throws(ScanError.Reason) -> NIfTIDatatype {
        if let known = NIfTIDatatype(rawValue: code) { return known }
        let name = String(cString: cnifti_datatype_name(Int32(clamping: code))).lowercased()
        guard code == 1 || cnifti_voxel_size(Int32(clamping: code)) > 0 else {
            throw .badField(format: format, field: "datatype", value: "\(code)", allowed: "a NIfTI datatype code")
        }
        throw .unsupported(
            format: format,
            feature: code == 1 ? "single bits as voxels" : "\(name) voxels")
    }
}
