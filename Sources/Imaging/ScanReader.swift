import SystemPackage

/// Reads a scan from a file, a NIfTI pair or a folder of frames; the content tells the format, not the name.
public enum ScanReader {
    /// Decodes one scan.
    ///
    /// - Throws: `ScanError`, which names the file, what was wrong with it and what to do.
    public static func read(_ source: ScanSource) throws(ScanError) -> Scan {
        switch source {
        case .frames(let folder):
            return try FrameFolder(folder).scan()
        case .file(let path):
            switch try OpenedScan.open(path) {
            case .image(let image):
                return image.scan()
            case .nifti(let file):
                return try ScanError.naming(path) { () throws(ScanError.Reason) in try NIfTIReader.scan(file) }
            }
        }
    }

    /// Decodes one scan from a whole file's bytes; `name` is used in messages only.
    public static func read(bytes: [UInt8], name: FilePath) throws(ScanError) -> Scan {
        try ScanError.naming(name) { () throws(ScanError.Reason) in
            guard !bytes.isEmpty else { throw .emptyFile }
            let content = Content(Array(bytes.prefix(Content.prefixLength)))
            switch content {
            case .nifti, .gzip: return try NIfTIReader.scan(NIfTIFile.open(bytes: bytes))
            default: return try ImageFile.decode(bytes, content: content).scan()
            }
        }
    }
}
