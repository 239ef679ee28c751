import Foundation

/// Why bytes are not a safetensors file that can be used.
public enum SafeTensorsError: Error, Hashable, Sendable {
    case truncated(bytes: Int, needed: Int)
    case headerTooLong(length: UInt64, limit: Int)
    case headerNotReadable(reason: String)
    case unsupportedType(name: String, type: String)
    case rangeOutsideData(name: String, offsets: [Int], available: Int)
    case invalidShape(name: String, shape: [Int])
    case sizeDiffers(name: String, shape: [Int], bytes: Int)
    case gapOrOverlap(name: String, offset: Int)
    case trailingBytes(count: Int)
    case checksumDiffers(stated: String, computed: String)
    case checksumMissing
}

extension SafeTensorsError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .truncated(let bytes, let needed):
            "the file has \(bytes) bytes but its header needs \(needed); it is cut off or not a safetensors file"
        case .headerTooLong(let length, let limit):
            "the header claims \(length) bytes, more than the \(limit) allowed; this is not a safetensors file"
        case .headerNotReadable(let reason):
            "the header is not the JSON of a safetensors file (\(reason)); the file is damaged or of another kind"
        case .unsupportedType(let name, let type):
            "tensor `\(name)` holds \(type), which is not read here; convert it to F32"
        case .rangeOutsideData(let name, let offsets, let available):
            "tensor `\(name)` claims the bytes \(offsets) of \(available); the file is cut off or damaged"
        case .invalidShape(let name, let shape):
            "tensor `\(name)` claims the shape \(shape), which no tensor has; the file is damaged"
        case .sizeDiffers(let name, let shape, let bytes):
            "tensor `\(name)` of shape \(shape) cannot lie in \(bytes) bytes; the file is damaged"
        case .gapOrOverlap(let name, let offset):
            "tensor `\(name)` at byte \(offset) does not follow the one before it; the file is damaged"
        case .trailingBytes(let count):
            "\(count) bytes follow the last tensor; the file is damaged"
        case .checksumDiffers(let stated, let computed):
            "the checksum is \(computed) but the file says \(stated); the file was damaged or edited, restore it from a copy"
        case .checksumMissing:
            "the file has no checksum in its metadata; it was damaged or not written by Cine"
        }
    }

    public var errorDescription: String? { description }
}
