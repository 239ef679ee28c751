/// What a file's first bytes say that it is.
enum Content: Hashable {
    case png, jpeg
    /// A NIfTI header, `isPair` where the voxels lie in another file.
    case nifti(ScanFormat, isPair: Bool)
    /// A gzip stream; what is inside must be inflated first.
    case gzip
    case unknown

    /// As many first bytes as every test below needs.
    static let prefixLength = 544

    init(_ start: [UInt8]) {
        if start.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if start.starts(with: [0xFF, 0xD8]) {
            self = .jpeg
        } else if let (format, isPair) = NIfTIHeader.recognise(start) {
            self = .nifti(format, isPair: isPair)
        } else if start.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else {
            self = .unknown
        }
    }

    /// The name of a foreign format that people mistake for one of Cine's, by its first bytes.
    static func foreignName(_ start: [UInt8]) -> String? {
        let text = String(decoding: start.prefix(64), as: UTF8.self).lowercased()
        if start.count >= 132, start[128..<132].elementsEqual("DICM".utf8) { return "a DICOM file" }
        if start.starts(with: "GIF8".utf8) { return "a GIF image" }
        if start.starts(with: "BM".utf8), start.count > 14 { return "a BMP image" }
        if start.starts(with: [0x49, 0x49, 0x2A, 0]) || start.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
            return "a TIFF image"
        }
        if start.starts(with: "RIFF".utf8), start.dropFirst(8).starts(with: "WEBP".utf8) { return "a WebP image" }
        if start.starts(with: [0x50, 0x4B, 3, 4]) { return "a ZIP archive" }
        if start.starts(with: "NRRD".utf8) { return "an NRRD file" }
        if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") { return "a web page" }
        if text.hasPrefix("version https://git-lfs") { return "a Git LFS pointer, not the scan itself" }
        if NIfTIHeader.isAnalyze(start) { return "an Analyze 7.5 header, whose orientation is not defined" }
        if !start.isEmpty, start.allSatisfy({ $0 == 0 }) { return "a run of zero bytes" }
        return nil
    }
}
