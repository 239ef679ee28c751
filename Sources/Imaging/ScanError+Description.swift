import Foundation
import SystemPackage

extension ScanError: CustomStringConvertible, LocalizedError {
    /// The file, what is wrong with it and what to do about it.
    public var description: String { "\(path.printable): \(reason)" }
    public var errorDescription: String? { description }
}

extension ScanError.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .system(let operation, let code):
            "cannot \(operation) it: \(code)\(Self.wayOut(of: code))"
        case .notAFile(let kind):
            "it is a \(kind.rawValue), not a file; name an image, a NIfTI file or a folder that holds them"
        case .emptyFile:
            "the file is empty; copy or export it again"
        case .unknownFormat(let start, let kind):
            if let kind {
                "this is \(kind), not a PNG, JPEG or NIfTI file; convert it, or copy the right one"
            } else {
                "not a PNG, JPEG or NIfTI file (its first bytes are \(Self.hex(start))); is it the right file?"
            }
        case .truncated(let format, let expected, let found):
            "the \(format.title) data is cut short: \(expected) bytes are promised, \(found) are there; copy the file again"
        case .overLimit(let format, let quantity, let value, let limit):
            "this \(format.title) file has \(value) \(quantity), over Cine's limit of \(limit); crop or downsample it first"
        case .impossibleSize(let format, let claim, let bytes):
            "the \(format.title) header claims \(claim), which \(bytes) bytes cannot hold; the file is damaged or hostile"
        case .damaged(let format, let message):
            "the \(format.title) data is damaged (\(message)); copy or export the file again"
        case .damagedGzip(let message):
            "the gzip stream is damaged (\(message)), so the voxels cannot be trusted; copy the file again"
        case .unsupported(let format, let feature):
            "this \(format.title) file uses \(feature), which Cine does not read; convert it first"
        case .badField(let format, let field, let value, let allowed):
            "the \(format.title) header says \(field) = \(value), but it must be \(allowed); the file is damaged"
        case .singularAffine(let format):
            "the \(format.title) affine is singular, so orientation and voxel size are not known; mend the header's sform or qform"
        case .missingHalf(let wanted):
            "the other half of this .hdr/.img pair is missing; put it beside as "
                + wanted.map { String(decodingPrintable: $0.nameBytes) }.joined(separator: " or ")
        case .noFrames:
            "there is no PNG or JPEG image directly in this folder, so it has no frames"
        case .unequalFrame(let name, let size, let others):
            "frame \(name) is \(size), but the others are \(others); the frames of one scan must be equal"
        case .frame(let name, let reason):
            "frame \(name): \(reason)"
        case .cannotEncode(let format, let message):
            "cannot be written as \(format.title): \(message)"
        case .outOfMemory:
            "memory is short; close other programs or read fewer scans at once"
        }
    }

    private static func wayOut(of code: Errno) -> String {
        switch code {
        case .noSuchFileOrDirectory: "; check the name, or the link's target if it is a link"
        case .permissionDenied: "; give yourself the right to read it (chmod u+r)"
        case .tooManySymbolicLinkLevels: "; the link leads back to itself"
        case .ioError: "; the disk or network reports an error"
        default: ""
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
    }
}
