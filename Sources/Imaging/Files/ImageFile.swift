import SystemPackage

/// Reads a PNG or JPEG file.
enum ImageFile {
    /// Decodes whichever of the two the bytes are.
    static func decode(_ bytes: [UInt8], content: Content) throws(ScanError.Reason) -> DecodedImage {
        switch content {
        case .png: try PNGDecoder.decode(bytes)
        case .jpeg: try JPEGDecoder.decode(bytes)
        default: throw .unknownFormat(start: Array(bytes.prefix(8)), looksLike: Content.foreignName(bytes))
        }
    }

    /// The whole of a file that is known to begin as an image.
    static func bytes(of file: ScanFile, format: ScanFormat) throws(ScanError.Reason) -> [UInt8] {
        guard file.size <= ImagingLimits.imageFileBytes else {
            throw .overLimit(
                format: format, quantity: "bytes", value: "\(file.size)", limit: ImagingLimits.imageFileBytes)
        }
        var bytes = [UInt8](repeating: 0, count: file.size)
        let done = try bytes.withUnsafeMutableBufferPointer { buffer throws(ScanError.Reason) in
            try file.read(at: 0, into: UnsafeMutableRawBufferPointer(buffer))
        }
        return done == file.size ? bytes : Array(bytes.prefix(done))
    }
}
