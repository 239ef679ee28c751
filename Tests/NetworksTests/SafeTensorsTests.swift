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
                Self.bytes(#"{"t":{"dtype":"C64","shape":[2],"data_offsets":[0,4]}}"#, data: [0, 0, 0, 0]),
                .unsupportedType(name: "t", type: "C64")
            ),
        ]
        for (bytes, expected) in cases {
            #expect(throws: expected) { try SafeTensors.parse(bytes, writtenBy: .any) }
        }
        for header in ["", "[]", "{", "null", #"{"t":1}"#, #"{"__metadata__":{"a":1}}"#] {
            #expect(throws: SafeTensorsError.self, "\(header)") {
                try SafeTensors.parse(Self.bytes(header), writtenBy: .any)
            }
        }
    }

    @Test func foreignFilesHaveNoChecksum() throws {
        let bytes = Self.bytes(#"{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, data: [0, 0, 128, 63])
        #expect(throws: SafeTensorsError.checksumMissing) { try SafeTensors.parse(bytes) }
        #expect(try SafeTensors.parse(bytes, writtenBy: .any).tensors["t"]?.elements == [1])
    }

    /// Values of `numpy` and `torch`: `np.array([1.5, -0.0, 6e-8, 65504, np.inf], "f2")`, the like for the other types.
    @Test(
        arguments: [
            ("F16", [0x00, 0x3E, 0x01, 0x00, 0xFF, 0x7B, 0x00, 0xFC], [1.5, 0x1p-24, 65504, -.infinity]),
            ("BF16", [0xC0, 0x3F, 0x49, 0x40, 0x80, 0xFF, 0x00, 0x80], [1.5, 3.140625, -.infinity, -0.0]),
            ("F64", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F], [1.5]),
        ] as [(String, [UInt8], [Float])])
    func otherPrecisionsOfOtherProgramsAreRead(type: String, data: [UInt8], values: [Float]) throws {
        let header = #"{"t":{"dtype":"\#(type)","shape":[\#(values.count)],"data_offsets":[0,\#(data.count)]}}"#
        let bytes = Self.bytes(header, data: data)
        #expect(try SafeTensors.parse(bytes, writtenBy: .any).tensors["t"]?.elements == values)
    }

    @Test func countersOfOtherProgramsArePassedOver() throws {
        let header =
            #"{"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"t":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#
        let bytes = Self.bytes(header, data: [7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 63])
        #expect(try SafeTensors.parse(bytes, writtenBy: .any).tensors.names == ["t"])
    }

    @Test func theChecksumIsZlibs() {
        var sum = CRC32()
        sum.update(Array("123456789".utf8)[...])
        #expect(sum.hexadecimal == "cbf43926")
    }
}
