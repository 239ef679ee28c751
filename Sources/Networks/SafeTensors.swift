import Foundation
import Tensors

/// A safetensors file: named float32 tensors and string metadata
/// (https://github.com/huggingface/safetensors, "Format").
///
/// Eight bytes say how long the header is (little endian); the header is JSON; the tensors' bytes follow. A file that Cine
/// writes carries a checksum in its metadata: the CRC-32 (IEEE 802.3) of all bytes after the first eight, taken while the
/// checksum's own eight digits read `00000000`.
public struct SafeTensors: Sendable {
    /// What stands below `__metadata__`, without the checksum.
    public var metadata: [String: String]
    public var tensors: Weights

    /// The metadata key of the checksum.
    static let checksumKey = "cine.crc32"
    /// The longest header that is read, in bytes.
    static let headerLimit = 100_000_000

    public init(metadata: [String: String] = [:], tensors: Weights) {
        self.metadata = metadata
        self.tensors = tensors
    }

    /// Who may have written a file.
    public enum Writer: Sendable {
        /// Cine: there is a checksum and all tensors are float32.
        case cine
        /// Any program: real tensors of any precision are read, whole numbers (counters of steps) passed over.
        case any
    }

    /// Reads a whole file; no size in it is trusted, and a wrong checksum is an error.
    public static func parse(
        _ bytes: [UInt8], writtenBy writer: Writer = .cine
    ) throws(SafeTensorsError) -> SafeTensors {
        guard bytes.count >= 8 else { throw .truncated(bytes: bytes.count, needed: 8) }
        let length = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= UInt64(headerLimit) else { throw .headerTooLong(length: length, limit: headerLimit) }
        let dataStart = 8 + Int(length)
        guard bytes.count >= dataStart else { throw .truncated(bytes: bytes.count, needed: dataStart) }
        let header = bytes[8..<dataStart]
        let entries: [String: HeaderEntry]
        do {
            entries = try JSONDecoder().decode([String: HeaderEntry].self, from: Data(header))
        } catch {
            throw .headerNotReadable(reason: Self.sentence(for: error))
        }
        var metadata: [String: String] = [:]
        if case .metadata(let found)? = entries["__metadata__"] { metadata = found }
        if let stated = metadata.removeValue(forKey: checksumKey) {
            // Any other text could be as long as the header, in which it is then looked for.
            guard stated.utf8.count == 8 else {
                throw .checksumDiffers(stated: String(stated.prefix(8)) + "…", computed: "8 digits")
            }
            let computed = checksum(header: Array(header), stated: stated, data: bytes[dataStart...])
            guard stated == computed else { throw .checksumDiffers(stated: stated, computed: computed) }
        } else if writer == .cine {
            throw .checksumMissing
        }
        return SafeTensors(metadata: metadata, tensors: try tensors(entries, in: bytes[dataStart...], writer: writer))
    }

    /// The file's bytes; tensors stand in the order of the weights.
    public func serialized() -> [UInt8] {
        var header = Self.opening(metadata: metadata.merging([Self.checksumKey: "00000000"]) { _, zeros in zeros })
        var offset = 0
        for (name, tensor) in tensors.entries {
            let end = offset + tensor.count * MemoryLayout<Float>.size
            let shape = tensor.shape.extents.map(String.init).joined(separator: ",")
            header +=
                ",\(JSONText.quoted(name)):"
                + "{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
            offset = end
        }
        header += "}"
        var headerBytes = Array(header.utf8)
        headerBytes += Array(repeating: UInt8(ascii: " "), count: (8 - headerBytes.count % 8) % 8)
        var data: [UInt8] = []
        data.reserveCapacity(offset)
        for (_, tensor) in tensors.entries {
            tensor.withUnsafeElements { elements in
                for element in elements {
                    withUnsafeBytes(of: element.bitPattern.littleEndian) { data.append(contentsOf: $0) }
                }
            }
        }
        let checksum = Self.checksum(header: headerBytes, stated: "00000000", data: data[...])
        Self.replaceChecksum("00000000", by: checksum, in: &headerBytes)
        let length = withUnsafeBytes(of: UInt64(headerBytes.count).littleEndian) { Array($0) }
        return length + headerBytes + data
    }

    private static func opening(metadata: [String: String]) -> String {
        let pairs = metadata.sorted { $0.key < $1.key }.map {
            "\(JSONText.quoted($0.key)):\(JSONText.quoted($0.value))"
        }
        return "{\"__metadata__\":{\(pairs.joined(separator: ","))}"
    }

    private static func checksum(header: [UInt8], stated: String, data: ArraySlice<UInt8>) -> String {
        var header = header
        replaceChecksum(stated, by: "00000000", in: &header)
        var sum = CRC32()
        sum.update(header[...])
        sum.update(data)
        return sum.hexadecimal
    }

    /// Replaces the digits after the checksum's key; header bytes without them stay as they are.
    private static func replaceChecksum(_ old: String, by new: String, in header: inout [UInt8]) {
        let wanted = Array("\"\(checksumKey)\":\"\(old)\"".utf8)
        guard let found = header.firstRange(of: wanted) else { return }
        header.replaceSubrange(found, with: "\"\(checksumKey)\":\"\(new)\"".utf8)
    }

    private static func tensors(
        _ entries: [String: HeaderEntry], in data: ArraySlice<UInt8>, writer: Writer
    ) throws(SafeTensorsError) -> Weights {
        var descriptions: [(name: String, entry: TensorEntry)] = []
        for (name, entry) in entries {
            guard case .tensor(let tensor) = entry else { continue }
            descriptions.append((name, tensor))
        }
        descriptions.sort { ($0.entry.dataOffsets.first ?? 0, $0.name) < ($1.entry.dataOffsets.first ?? 0, $1.name) }
        var weights = Weights()
        var position = 0
        for (name, entry) in descriptions {
            guard let type = SafeTensorsType(rawValue: entry.dtype), writer == .any || type == .float32 else {
                throw .unsupportedType(name: name, type: entry.dtype)
            }
            let range = try entry.checkedRange(name: name, elementSize: type.size, available: data.count)
            guard range.lowerBound == position else { throw .gapOrOverlap(name: name, offset: range.lowerBound) }
            position = range.upperBound
            guard type.isReal else { continue }
            let start = data.startIndex
            weights[name] = type.tensor(
                Shape(entry.shape), from: data[start + range.lowerBound..<start + range.upperBound])
        }
        guard position == data.count else { throw .trailingBytes(count: data.count - position) }
        return weights
    }

    private static func sentence(for error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            return context.debugDescription
        @unknown default:
            return "\(error)"
        }
    }
}

/// One value of the header's JSON object.
private enum HeaderEntry: Decodable {
    case metadata([String: String])
    case tensor(TensorEntry)

    init(from decoder: any Decoder) throws {
        if decoder.codingPath.last?.stringValue == "__metadata__" {
            self = .metadata(try [String: String](from: decoder))
        } else {
            self = .tensor(try TensorEntry(from: decoder))
        }
    }
}

/// Where a tensor lies and how it is shaped, as the header claims.
private struct TensorEntry: Decodable {
    var dtype: String
    var shape: [Int]
    var dataOffsets: [Int]

    enum CodingKeys: String, CodingKey {
        case dtype, shape
        case dataOffsets = "data_offsets"
    }

    /// The tensor's bytes within the data part, if every claim holds.
    func checkedRange(name: String, elementSize: Int, available: Int) throws(SafeTensorsError) -> Range<Int> {
        guard dataOffsets.count == 2, dataOffsets[0] >= 0, dataOffsets[1] >= dataOffsets[0],
            dataOffsets[1] <= available
        else { throw .rangeOutsideData(name: name, offsets: dataOffsets, available: available) }
        var bytes = elementSize
        for extent in shape {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
            guard extent >= 0, !overflow else { throw .invalidShape(name: name, shape: shape) }
            bytes = product
        }
        guard shape.count <= 8 else { throw .invalidShape(name: name, shape: shape) }
        guard bytes == dataOffsets[1] - dataOffsets[0] else {
            throw .sizeDiffers(name: name, shape: shape, bytes: dataOffsets[1] - dataOffsets[0])
        }
        return dataOffsets[0]..<dataOffsets[1]
    }
}
