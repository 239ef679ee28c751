internal import CPNG

/// The layout of a PNG file: what its header claims and where the chunks lie that make its pixels.
///
/// Ancillary chunks do not change a sample (tRNS apart), and their contents are where the allocation bombs are, so
/// libpng is shown only the header, the palette, tRNS, the pixels and whatever is critical.
struct PNGChunks {
    var width = 0
    var height = 0
    var bitDepth = 0
    var channels = 0
    var ranges: [cpng_range] = []
    var warnings: [ScanWarning] = []
    private(set) var dataBytes = 0

    /// Walks the chunks of a whole file.
    ///
    /// - Throws: `damaged`, `badField`, `overLimit` or `impossibleSize` where the pixels cannot be there.
    init(_ bytes: [UInt8]) throws(ScanError.Reason) {
        try readHeader(bytes)
        ranges = [cpng_range(offset: 0, length: 33)]
        var place = 33
        var dataHasEnded = false
        walk: while place < bytes.count {
            guard place + 12 <= bytes.count else {
                addRange(place, bytes.count - place)
                break
            }
            let length = Int(Self.word(bytes, place))
            let type = Array(bytes[place + 4..<place + 8])
            let name = String(decodingPrintable: type)
            guard type.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }), length <= 0x7FFF_FFFF else {
                addRange(place, 8)
                break
            }
            let isWhole = length <= bytes.count - place - 12
            let end = isWhole ? place + 12 + length : bytes.count
            switch name {
            case "IDAT" where dataHasEnded:
                warnings.append(.damaged(format: .png, message: "IDAT chunks that do not follow one another"))
                break walk
            case "IDAT":
                dataBytes += end - place
                addRange(place, end - place)
            case "tRNS" where isWhole:
                addRange(place, end - place)
            case "IEND":
                addRange(place, end - place)
                break walk
            case _ where type[0] & 0x20 == 0:
                addRange(place, end - place)
            default:
                try skip(bytes, place: place, length: length, name: name)
            }
            if dataBytes > 0, name != "IDAT" { dataHasEnded = true }
            place = end
        }
        try checkSize()
    }

    /// Leaves out an ancillary chunk whose checksum is right or worth a warning.
    private mutating func skip(_ bytes: [UInt8], place: Int, length: Int, name: String) throws(ScanError.Reason) {
        guard length <= bytes.count - place - 12 else {
            if dataBytes == 0 {
                throw .damaged(format: .png, message: "chunk \(name) is longer than the file")
            }
            warnings.append(.damaged(format: .png, message: "chunk \(name) is longer than the file"))
            return
        }
        let sum = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { cpng_crc32($0 + place + 4, length + 4) } ?? 0
        }
        if sum != Self.word(bytes, place + 8 + length), warnings.count < CPNG_MAX_WARNINGS {
            warnings.append(.damaged(format: .png, message: "\(name): CRC error"))
        }
    }

    private mutating func addRange(_ offset: Int, _ length: Int) {
        if let last = ranges.last, last.offset + last.length == offset {
            ranges[ranges.count - 1].length += length
        } else {
            ranges.append(cpng_range(offset: offset, length: length))
        }
    }

    private mutating func readHeader(_ bytes: [UInt8]) throws(ScanError.Reason) {
        guard bytes.count >= 33 else { throw .truncated(format: .png, expected: 33, found: bytes.count) }
        guard bytes[8..<16].elementsEqual([0, 0, 0, 13] + Array("IHDR".utf8)) else {
            throw .damaged(format: .png, message: "the first chunk is not IHDR")
        }
        width = Int(Self.word(bytes, 16))
        height = Int(Self.word(bytes, 20))
        bitDepth = Int(bytes[24])
        let depths: [Int]
        switch bytes[25] {
        case 0: (channels, depths) = (1, [1, 2, 4, 8, 16])
        case 2: (channels, depths) = (3, [8, 16])
        case 3: (channels, depths) = (1, [1, 2, 4, 8])
        case 4: (channels, depths) = (2, [8, 16])
        case 6: (channels, depths) = (4, [8, 16])
        default:
            throw .badField(format: .png, field: "colour type", value: "\(bytes[25])", allowed: "0, 2, 3, 4 or 6")
        }
        guard depths.contains(bitDepth) else {
            throw .badField(
                format: .png, field: "bit depth", value: "\(bitDepth)",
                allowed: depths.map(String.init).joined(separator: ", ") + " for colour type \(bytes[25])")
        }
        for (field, side) in [("width", width), ("height", height)] {
            guard side > 0 else { throw .badField(format: .png, field: field, value: "0", allowed: "positive") }
            guard side <= ImagingLimits.pngSide else {
                throw .overLimit(
                    format: .png, quantity: "pixels of \(field)", value: "\(side)", limit: ImagingLimits.pngSide)
            }
        }
    }

    /// The claimed pixels must fit Cine's limit, and the compressed bytes must be able to hold them.
    private func checkSize() throws(ScanError.Reason) {
        let samples = width * height * channels
        guard samples <= ImagingLimits.imageSamples else {
            throw .overLimit(format: .png, quantity: "samples", value: "\(samples)", limit: ImagingLimits.imageSamples)
        }
        let rowBytes = (width * channels * bitDepth + 7) / 8
        guard rowBytes * height <= (dataBytes + 64) * ImagingLimits.deflateRatio else {
            throw .impossibleSize(format: .png, claim: "\(width) × \(height) pixels", bytes: dataBytes)
        }
    }

    private static func word(_ bytes: [UInt8], _ place: Int) -> UInt32 {
        bytes[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
