import SystemPackage

/// Why a scan could not be read or written, and which.
public struct ScanError: Error, Hashable, Sendable {
    /// The file or folder.
    public var path: FilePath
    /// What was wrong with it.
    public var reason: Reason

    public init(path: FilePath, reason: Reason) {
        (self.path, self.reason) = (path, reason)
    }

    /// What was wrong, with the operands that a sentence needs.
    public enum Reason: Error, Hashable, Sendable {
        /// The system refused an operation, such as "open".
        case system(operation: String, Errno)
        /// A folder, pipe, socket or device stands where a file is expected.
        case notAFile(FileKind)
        case emptyFile
        /// The content is of no known format; its first bytes, and what it looks like if that can be told.
        case unknownFormat(start: [UInt8], looksLike: String?)
        /// Fewer bytes than the header promises.
        case truncated(format: ScanFormat, expected: Int, found: Int)
        /// More than a stated limit; see `ImagingLimits`.
        case overLimit(format: ScanFormat, quantity: String, value: String, limit: Int)
        /// The file claims more content than its bytes can hold.
        case impossibleSize(format: ScanFormat, claim: String, bytes: Int)
        /// The decoder found damage; its own words.
        case damaged(format: ScanFormat, message: String)
        case damagedGzip(String)
        /// A sound file that uses something that Cine does not read.
        case unsupported(format: ScanFormat, feature: String)
        /// A header field holds a value that it may not.
        case badField(format: ScanFormat, field: String, value: String, allowed: String)
        /// The header gives an orientation that no scanner can have: its voxel axes do not span the space.
        case singularAffine(format: ScanFormat)
        /// One half of a NIfTI pair is there and the other is not.
        case missingHalf(wanted: [FilePath])
        /// A frame folder without images.
        case noFrames
        /// A frame whose size or channels differ from most others'.
        case unequalFrame(name: String, size: String, others: String)
        /// A frame of a frame folder cannot be read.
        indirect case frame(name: String, Reason)
        /// A tensor that the file format cannot hold.
        case cannotEncode(format: ScanFormat, String)
        case outOfMemory
    }
}

extension ScanError {
    /// Calls `body` and says which file a reason that it throws is about.
    static func naming<Result>(_ path: FilePath, _ body: () throws(Reason) -> Result) throws(ScanError) -> Result {
        do {
            return try body()
        } catch {
            throw ScanError(path: path, reason: error)
        }
    }
}
