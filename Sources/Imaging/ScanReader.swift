import SystemPackage

/// Reads a scan from a file, a NIfTI pair or a folder of frames; the content tells the format, not the name.
public enum ScanReader {
    /// Decodes one scan.
    ///
    /// - Throws: `ScanError`, which names the file, what was wrong with it and what to do.
    public static func read(_ source: ScanSource) throws(ScanError) -> Scan {
        throw ScanError(path: source.path, reason: .unsupported("not there yet"))
    }

    /// Decodes one scan from a whole file's bytes; `name` is used in messages only.
    public static func read(bytes: [UInt8], name: FilePath) throws(ScanError) -> Scan {
        throw ScanError(path: name, reason: .unsupported("not there yet"))
    }
}
