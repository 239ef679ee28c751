/// What a JPEG file's markers say before its first scan: size, components and EXIF orientation.
///
/// libjpeg decides what is a sound file; this reading only makes sure that it will not allocate more than a real
/// image needs, and finds the orientation that libjpeg leaves alone.
struct JPEGMarkers {
    var width: Int?
    var height: Int?
    var components: Int?
    var isArithmetic = false
    /// EXIF orientation, 1…8; 1 where the file says none or an impossible one.
    var orientation = 1

    init(_ bytes: [UInt8]) {
        var hasOrientation = false
        var place = 2
        while place + 4 <= bytes.count {
            guard bytes[place] == 0xFF else {
                place += 1
                continue
            }
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            if marker == 0 || marker == 0x01 || (0xD0...0xD8).contains(marker) {
                place += 2
                continue
            }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            let end = min(bytes.count, place + 2 + max(2, length))
            let payload = bytes[place + 4..<max(place + 4, end)]
            switch marker {
            case 0xDA, 0xD9:
                return
            case 0xE1 where !hasOrientation:
                if let found = EXIFOrientation.find(in: payload) {
                    orientation = found
                    hasOrientation = true
                }
            case 0xC0...0xCF where marker != 0xC4 && marker != 0xC8 && marker != 0xCC && width == nil:
                readFrame(payload, marker: marker)
            default:
                break
            }
            place = max(place + 2, end)
        }
    }

    private mutating func readFrame(_ payload: ArraySlice<UInt8>, marker: UInt8) {
        guard payload.count >= 6 else { return }
        let start = payload.startIndex
        height = Int(payload[start + 1]) << 8 | Int(payload[start + 2])
        width = Int(payload[start + 3]) << 8 | Int(payload[start + 4])
        components = Int(payload[start + 5])
        isArithmetic = marker >= 0xC9
    }

    /// Refuses sizes past the limits and those that `count` bytes of Huffman codes cannot hold.
    func validate(bytes count: Int) throws(ScanError.Reason) {
        guard let width, let height, let components else { return }
        for (field, side) in [("width", width), ("height", height)] where side > ImagingLimits.jpegSide {
            throw .overLimit(
                format: .jpeg, quantity: "pixels of \(field)", value: "\(side)", limit: ImagingLimits.jpegSide)
        }
        let samples = width * height * max(1, components)
        guard samples <= ImagingLimits.imageSamples else {
            throw .overLimit(format: .jpeg, quantity: "samples", value: "\(samples)", limit: ImagingLimits.imageSamples)
        }
        guard isArithmetic || width * height <= (count + 64) * ImagingLimits.jpegPixelsPerByte else {
            throw .impossibleSize(format: .jpeg, claim: "\(width) × \(height) pixels", bytes: count)
        }
    }
}
