import SystemPackage

/// A NIfTI whose header was read and whose voxels are ready to be streamed.
struct NIfTIFile {
    var header: NIfTIHeader
    let voxels: VoxelStream

    /// Opens a NIfTI by its path: a single file, or the header half of a pair.
    ///
    /// - Throws: the reason and the path that it is about, which may be the other half's.
    static func open(_ path: FilePath) throws(ScanError) -> NIfTIFile {
        let input = try ScanError.naming(path) { () throws(ScanError.Reason) in try PlainOrGzip(file: path) }
        let header = try ScanError.naming(path) { () throws(ScanError.Reason) in try readHeader(of: input) }
        if header.isPair {
            let candidates = NIfTIPair.images(of: path)
            guard let image = candidates.first(where: exists) else {
                throw ScanError(path: path, reason: .missingHalf(wanted: Array(candidates.prefix(2))))
            }
            return try open(header, image: image)
        }
        let stream = try ScanError.naming(path) { () throws(ScanError.Reason) in
            try VoxelStream(header: header, input: input)
        }
        return NIfTIFile(header: header, voxels: stream)
    }

    /// The header beside a file of voxels, by its name; nil where the name is no such file's or no header is there.
    static func header(besideImage path: FilePath) -> FilePath? {
        guard NIfTIPair.isImageName(path.nameBytes) else { return nil }
        return NIfTIPair.headers(of: path).first(where: exists)
    }

    /// Opens a pair by its image half.
    static func open(image path: FilePath, header headerPath: FilePath) throws(ScanError) -> NIfTIFile {
        let header = try ScanError.naming(headerPath) { () throws(ScanError.Reason) in
            try readHeader(of: PlainOrGzip(file: headerPath))
        }
        guard header.isPair else {
            throw ScanError(
                path: headerPath,
                reason: .badField(format: header.format, field: "magic", value: "n+", allowed: "ni for a pair"))
        }
        return try open(header, image: path)
    }

    /// Opens a whole single-file NIfTI, gzipped or not.
    static func open(bytes: [UInt8]) throws(ScanError.Reason) -> NIfTIFile {
        let input = try PlainOrGzip(ByteInput(bytes))
        let header = try readHeader(of: input)
        guard !header.isPair else {
            throw .unsupported(format: header.format, feature: "a second file for its voxels; read it by its path")
        }
        return NIfTIFile(header: header, voxels: try VoxelStream(header: header, input: input))
    }

    private static func open(_ header: NIfTIHeader, image: FilePath) throws(ScanError) -> NIfTIFile {
        let stream = try ScanError.naming(image) { () throws(ScanError.Reason) in
            let isGzipped = ScanEnding.of(image.nameBytes) == ".img.gz"
            return try VoxelStream(header: header, input: PlainOrGzip(file: image, mayBeGzip: isGzipped))
        }
        return NIfTIFile(header: header, voxels: stream)
    }

    /// Reads the header and walks its extensions, so that the input stands before the voxels of a single file.
    private static func readHeader(of input: PlainOrGzip) throws(ScanError.Reason) -> NIfTIHeader {
        var start = try input.read(348)
        if let (format, _) = NIfTIHeader.recognise(start), format == .nifti2 { start += try input.read(540 - 348) }
        var header = try NIfTIHeader(start)
        try NIfTIExtensions.skip(input, header: header, warnings: &header.warnings)
        return header
    }

    private static func exists(_ path: FilePath) -> Bool {
        do throws(ScanError.Reason) {
            _ = try ScanFile.kind(of: path)
            return true
        } catch {
            return false
        }
    }
}
