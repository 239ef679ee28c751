/// The orientation tag (0x0112) of an EXIF block: TIFF directories, read with every offset checked.
enum EXIFOrientation {
    /// The orientation in the payload of an APP1 segment; nil where it is no EXIF or has no orientation of 1…8.
    static func find(in payload: ArraySlice<UInt8>) -> Int? {
        guard payload.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) else { return nil }
        let tiff = Array(payload.dropFirst(6))
        let isLittle: Bool
        if tiff.starts(with: [0x49, 0x49]) {
            isLittle = true
        } else if tiff.starts(with: [0x4D, 0x4D]) {
            isLittle = false
        } else {
            return nil
        }
        func number(_ place: Int, _ width: Int) -> Int? {
            guard place >= 0, place <= tiff.count - width else { return nil }
            let bytes = tiff[place..<place + width]
            return (isLittle ? Array(bytes.reversed()) : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
        }
        // Only the first directory can hold the image's own orientation, so no chain of directories is followed.
        guard number(2, 2) == 42, let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for entry in 0..<entries {
            let place = directory + 2 + entry * 12
            guard let tag = number(place, 2), let type = number(place + 2, 2) else { return nil }
            guard tag == 0x0112 else { continue }
            guard number(place + 4, 4) == 1 else { return nil }
            let value: Int?
            switch type {
            case 1: value = number(place + 8, 1)
            case 3: value = number(place + 8, 2)
            case 4: value = number(place + 8, 4)
            default: value = nil
            }
            guard let value, (1...8).contains(value) else { return nil }
            return value
        }
        return nil
    }
}
