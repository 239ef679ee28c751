internal import CPNG

/// Decodes PNG through libpng: grey is scaled to 8 bit, palettes and tRNS are expanded, 16 bit is kept; gamma, sBIT and ICC
/// profiles do not change a sample.
enum PNGDecoder {
    static func decode(_ bytes: [UInt8]) throws(ScanError.Reason) -> DecodedImage {
        let chunks = try PNGChunks(bytes)
        return try bytes.withUnsafeBufferPointer { file throws(ScanError.Reason) in
            try chunks.ranges.withUnsafeBufferPointer { ranges throws(ScanError.Reason) in
                guard let reader = cpng_open(file.baseAddress, ranges.baseAddress, ranges.count) else {
                    throw .outOfMemory
                }
                defer { cpng_close(reader) }
                return try decode(chunks, with: reader)
            }
        }
    }

    private static func decode(_ chunks: PNGChunks, with reader: OpaquePointer) throws(ScanError.Reason) -> DecodedImage
    {
        var header = cpng_header()
        guard cpng_read_header(reader, &header) == 1 else { throw damage(reader) }
        let channels = Int(header.channels)
        let sampleBytes = header.bit_depth == 16 ? 2 : 1
        guard Int(header.width) == chunks.width, Int(header.height) == chunks.height,
            header.row_bytes == chunks.width * channels * sampleBytes
        else { throw .damaged(format: .png, message: "a second header") }
        let count = chunks.width * chunks.height * channels
        guard count <= ImagingLimits.imageSamples else {
            throw .overLimit(format: .png, quantity: "samples", value: "\(count)", limit: ImagingLimits.imageSamples)
        }

        var warnings = chunks.warnings
        var image = DecodedImage(
            width: chunks.width, height: chunks.height, channels: channels,
            hasAlpha: channels == 2 || channels == 4, bitDepth: chunks.bitDepth, samples: .bytes([]), format: .png)
        if sampleBytes == 2 {
            var words = [UInt16](repeating: 0, count: count)
            let isRead = words.withUnsafeMutableBytes {
                cpng_read_rows(reader, $0.baseAddress?.assumingMemoryBound(to: UInt8.self))
            }
            guard isRead == 1 else { throw damage(reader) }
            image.samples = .words(words)
        } else {
            var pixels = [UInt8](repeating: 0, count: count)
            let isRead = pixels.withUnsafeMutableBufferPointer { cpng_read_rows(reader, $0.baseAddress) }
            guard isRead == 1 else { throw damage(reader) }
            if header.color_type == Int32(CPNG_PALETTE) {
                let palette = PNGPalette(header)
                if let index = palette.largestMissingIndex(in: pixels) {
                    warnings.append(
                        .damaged(
                            format: .png,
                            message:
                                "palette index \(index) is past the palette's \(header.palette_count) colours; read as black"
                        ))
                }
                image.channels = palette.channels
                image.hasAlpha = palette.channels == 4
                guard pixels.count * palette.channels <= ImagingLimits.imageSamples else {
                    throw .overLimit(
                        format: .png, quantity: "samples", value: "\(pixels.count * palette.channels)",
                        limit: ImagingLimits.imageSamples)
                }
                pixels = palette.expand(pixels)
            }
            image.samples = .bytes(pixels)
        }
        if cpng_read_end(reader) == 0 {
            warnings.append(.damaged(format: .png, message: "after the pixels: \(String(cString: cpng_error(reader)))"))
        }
        image.warnings = warnings + whispers(reader)
        return image
    }

    private static func damage(_ reader: OpaquePointer) -> ScanError.Reason {
        .damaged(format: .png, message: String(cString: cpng_error(reader)))
    }

    /// What libpng warned about, each message once.
    private static func whispers(_ reader: OpaquePointer) -> [ScanWarning] {
        let count = min(cpng_warning_count(reader), Int32(CPNG_MAX_WARNINGS))
        var messages: [String] = []
        for index in 0..<count {
            let message = String(cString: cpng_warning(reader, index))
            if !messages.contains(message) { messages.append(message) }
        }
        return messages.map { .damaged(format: .png, message: $0) }
    }
}
