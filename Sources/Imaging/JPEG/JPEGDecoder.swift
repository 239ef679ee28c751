internal import CJPEG

/// Decodes JPEG through libjpeg-turbo to grey or RGB, upright.
enum JPEGDecoder {
    static func decode(_ bytes: [UInt8]) throws(ScanError.Reason) -> DecodedImage {
        let markers = JPEGMarkers(bytes)
        try markers.validate(bytes: bytes.count)
        return try bytes.withUnsafeBufferPointer { file throws(ScanError.Reason) in
            let opened = cjpeg_open(file.baseAddress, file.count, ImagingLimits.imageSamples * 4, Int32(scans(markers)))
            guard let reader = opened else { throw .outOfMemory }
            defer { cjpeg_close(reader) }
            return try decode(markers, with: reader)
        }
    }

    private static func decode(_ markers: JPEGMarkers, with reader: OpaquePointer) throws(ScanError.Reason)
        -> DecodedImage
    {
        var header = cjpeg_header()
        guard cjpeg_read_header(reader, &header) == 1 else { throw damage(reader) }
        var (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
        guard width * height * channels <= ImagingLimits.imageSamples else {
            throw .overLimit(
                format: .jpeg, quantity: "samples", value: "\(width * height * channels)",
                limit: ImagingLimits.imageSamples)
        }
        var pixels = [UInt8](repeating: 0, count: width * height * channels)
        let isRead = pixels.withUnsafeMutableBufferPointer { cjpeg_read_rows(reader, $0.baseAddress) }
        guard isRead == 1 else { throw damage(reader) }
        if header.is_cmyk == 1 {
            pixels = rgb(fromInvertedCMYK: pixels)
            channels = 3
        }
        (pixels, width, height) = Upright.turn(
            pixels, width: width, height: height, channels: channels, orientation: markers.orientation)
        return DecodedImage(
            width: width, height: height, channels: channels, hasAlpha: false, bitDepth: Int(header.bit_depth),
            samples: .bytes(pixels), format: .jpeg, orientation: markers.orientation, warnings: whispers(reader))
    }

    /// How many scans a progressive file of this size may have.
    private static func scans(_ markers: JPEGMarkers) -> Int {
        let pixels = max(1, (markers.width ?? 1) * (markers.height ?? 1))
        return max(1, min(ImagingLimits.jpegScans, ImagingLimits.jpegWork / pixels))
    }

    /// CMYK as Adobe's programs store it, each ink inverted (255 is no ink), as light: R = C·K / 255.
    ///
    /// Files without Adobe's marker are read the same way, as Pillow and browsers do.
    private static func rgb(fromInvertedCMYK inks: [UInt8]) -> [UInt8] {
        let count = inks.count / 4
        return [UInt8](unsafeUninitializedCapacity: count * 3) { target, written in
            inks.withUnsafeBufferPointer { inks in
                for pixel in 0..<count {
                    let black = Int(inks[pixel * 4 + 3])
                    for channel in 0..<3 {
                        target[pixel * 3 + channel] = UInt8((Int(inks[pixel * 4 + channel]) * black + 127) / 255)
                    }
                }
            }
            written = count * 3
        }
    }

    private static func damage(_ reader: OpaquePointer) -> ScanError.Reason {
        .damaged(format: .jpeg, message: String(cString: cjpeg_error(reader)))
    }

    /// libjpeg goes on over corrupt data and only warns; each message once, and how many there were.
    private static func whispers(_ reader: OpaquePointer) -> [ScanWarning] {
        let count = cjpeg_warning_count(reader)
        let shown = min(count, CJPEG_MAX_WARNINGS)
        var messages: [String] = []
        for index in 0..<shown {
            let message = String(cString: cjpeg_warning(reader, Int32(index)))
            if !messages.contains(message) { messages.append(message) }
        }
        if count > shown { messages.append("\(count) places in all") }
        return messages.map { .damaged(format: .jpeg, message: $0) }
    }
}
