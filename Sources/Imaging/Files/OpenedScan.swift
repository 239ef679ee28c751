import SystemPackage

/// A scan's file once its content was looked at.
enum OpenedScan {
    case image(DecodedImage)
    case nifti(NIfTIFile)

    /// Opens a file by its content; the voxels of a NIfTI are not read yet.
    static func open(_ path: FilePath) throws(ScanError) -> OpenedScan {
        // Voxels without a header can begin like any format: what stands beside a file of voxels comes first.
        if let header = NIfTIFile.header(besideImage: path) {
            return .nifti(try NIfTIFile.open(image: path, header: header))
        }
        let (file, start) = try ScanError.naming(path) { () throws(ScanError.Reason) in try firstBytes(path) }
        let content = Content(start)
        switch content {
        case .png, .jpeg:
            return .image(
                try ScanError.naming(path) { () throws(ScanError.Reason) in
                    let bytes = try ImageFile.bytes(of: file, format: content == .png ? .png : .jpeg)
                    return try ImageFile.decode(bytes, content: content)
                })
        case .nifti, .gzip:
            return .nifti(try NIfTIFile.open(path))
        case .unknown:
            if NIfTIPair.isImageName(path.nameBytes) {
                throw ScanError(path: path, reason: .missingHalf(wanted: Array(NIfTIPair.headers(of: path).prefix(2))))
            }
            throw ScanError(
                path: path, reason: .unknownFormat(start: Array(start.prefix(8)), looksLike: Content.foreignName(start))
            )
        }
    }

    /// A regular file with something in it, and how it begins.
    static func firstBytes(_ path: FilePath) throws(ScanError.Reason) -> (ScanFile, [UInt8]) {
        let file = try ScanFile(path)
        guard file.size > 0 else { throw .emptyFile }
        let start = try ByteInput(file).read(Content.prefixLength)
        return (file, start)
    }
}
