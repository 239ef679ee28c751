/// The extensions between a NIfTI header and the voxels: a size and a code of four bytes each, then content that Cine passes over.
enum NIfTIExtensions {
    /// Walks the extensions and leaves the input at the voxels of a single file.
    ///
    /// - Throws: `badField` where an extension's size leads out of the room before the voxels.
    static func skip(_ input: PlainOrGzip, header: NIfTIHeader, warnings: inout [ScanWarning]) throws(ScanError.Reason)
    {
        let start = header.size + 4
        let flag = try input.read(4)
        if flag.count < 4 {
            guard header.isPair else {
                throw .truncated(
                    format: header.format, expected: header.dataOffset + header.dataBytes, found: input.position)
            }
            return
        }
        // The header half of a pair may go on to its end; a single file's extensions end where the voxels begin.
        let end = header.isPair ? ImagingLimits.niftiHeaderBytes : header.dataOffset
        if flag[0] != 0 {
            while input.position + 16 <= end {
                let place = input.position
                let words = try input.read(8)
                if words.isEmpty, header.isPair { return }
                let size = words.count == 8 ? Self.size(words, isSwapped: header.isSwapped) : 0
                guard size >= 8, size <= end - place else {
                    throw .badField(
                        format: header.format, field: "extension size at byte \(place)", value: "\(size)",
                        allowed: "16 or more and end before the voxels at byte \(end)")
                }
                if size % 16 != 0 {
                    warnings.append(.header(field: "extension", message: "its size \(size) is no multiple of 16"))
                }
                try input.skip(size - 8)
                guard input.position == place + size else {
                    throw .truncated(format: header.format, expected: place + size, found: input.position)
                }
            }
        }
        if !header.isPair { try input.skip(max(0, header.dataOffset - max(start, input.position))) }
    }

    private static func size(_ words: [UInt8], isSwapped: Bool) -> Int {
        let size = words.withUnsafeBytes { $0.loadUnaligned(as: Int32.self) }
        return Int(isSwapped ? size.byteSwapped : size)
    }
}
