import Foundation
import Tensors
import Testing

@testable import Networks

@Suite struct SafeTensorsTests {
    static var file: SafeTensors {
        var weights = Weights()
        weights["b.weight"] = Tensor(shape: [2, 3], elements: [1, -2, .pi, 0, .infinity, .leastNonzeroMagnitude])
        weights["a"] = Tensor(shape: [], elements: [5])
        weights["empty"] = Tensor(shape: [0, 4])
        return SafeTensors(metadata: ["name": "quote \" and \\ and ü\n", "x": ""], tensors: weights)
    }

    /// A file with the given header and data.
    static func bytes(_ header: String, data: [UInt8] = []) -> [UInt8] {
        withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8) + data
    }

    @Test func whatIsWrittenIsRead() throws {
        let again = try SafeTensors.parse(Self.file.serialized())
        #expect(again.metadata == Self.file.metadata)
        #expect(again.tensors == Self.file.tensors)
        #expect(Self.file.serialized()[0] % 8 == 0)
    }

    @Test func everyFlippedByteIsNoticed() {
        let bytes = Self.file.serialized()
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 1
            #expect(throws: SafeTensorsError.self, "byte \(index)") { try SafeTensors.parse(damaged) }
        }
    }

    @Test func everyCutIsNoticed() {
        let bytes = Self.file.serialized()
        for count in 0..<bytes.count {
            #expect(throws: SafeTensorsError.self) { try SafeTensors.parse(Array(bytes.prefix(count))) }
        }
    }

    @Test func claimsAreNotTrusted() {
        let entry = { (shape: String, offsets: String) in
            #"{"t":{"dtype":"F32","shape":\#(shape),"data_offsets":\#(offsets)}}"#
        }
        let cases: [([UInt8], SafeTensorsError)] = [
            ([1, 2], .truncated(bytes: 2, needed: 8)),
            (Array(repeating: 255, count: 16), .headerTooLong(length: .max, limit: 100_000_000)),
            (Self.bytes(entry("[1]", "[0,4]")), .rangeOutsideData(name: "t", offsets: [0, 4], available: 0)),
            (
                Self.bytes(entry("[9223372036854775807,9]", "[0,4]"), data: [0, 0, 0, 0]),
                .invalidShape(name: "t", shape: [.max, 9])
            ),
            (Self.bytes(entry("[-1]", "[0,4]"), data: [0, 0, 0, 0]), .invalidShape(name: "t", shape: [-1])),
            (
                Self.bytes(entry("[2]", "[0,4]"), data: [0, 0, 0, 0]), .sizeDiffers(name: "t", shape: [2], bytes: 4)
            ),
            (
                Self.bytes(entry("[1]", "[4,8]"), data: Array(repeating: 0, count: 8)),
                .gapOrOverlap(name: "t", offset: 4)
            ),
            (Self.bytes(entry("[1]", "[0,4]"), data: Array(repeating: 0, count: 5)), .trailingBytes(count: 1)),
            (
                Self.bytes(#"{"t":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#, data: [0, 0, 0, 0]),
                .unsupportedType(name: "t", type: "BF16")
            ),
        ]
        for (bytes, expected) in cases {
            #expect(throws: expected) { try SafeTensors.parse(bytes, requiresChecksum: false) }
        }
        for header in ["", "[]", "{", "null", #"{"t":1}"#, #"{"__metadata__":{"a":1}}"#] {
            #expect(throws: SafeTensorsError.self, "\(header)") {
                try SafeTensors.parse(Self.bytes(header), requiresChecksum: false)
            }
        }
    }

    @Test func foreignFilesHaveNoChecksum() throws {
        let bytes = Self.bytes(#"{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, data: [0, 0, 128, 63])
        #expect(throws: SafeTensorsError.checksumMissing) { try SafeTensors.parse(bytes) }
        #expect(try SafeTensors.parse(bytes, requiresChecksum: false).tensors["t"]?.elements == [1])
    }

    @Test func theChecksumIsZlibs() {
        var sum = CRC32()
        sum.update(Array("123456789".utf8)[...])
        #expect(sum.hexadecimal == "cbf43926")
    }
}
