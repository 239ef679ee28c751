import Testing

@testable import Imaging

@Suite struct JPEGDecoderTests {
    /// Decoders may round the inverse transform and the colour conversion differently, by one step each.
    @Test(arguments: Fixture.names("jpeg/"))
    func pixelsAreTheReferences(name: String) throws {
        let wanted = try #require(Fixture.all[name])
        let scan = try ScanReader.read(.file(Fixture.path(name)))
        #expect(scan.voxels.shape.extents == [1, 1, wanted.height, wanted.width, wanted.channels])
        let differences = zip(scan.voxels.elements, wanted.values).map { abs(Double($0) - ($1 ?? .nan)) }
        #expect(differences.allSatisfy { $0 <= 2 })
        #expect(scan.warnings.isEmpty)
    }

    @Test func everyCutIsAnErrorOrAWarning() throws {
        for name in ["jpeg/rgb.jpg", "jpeg/progressive.jpg"] {
            let good = try Fixture.bytes(name)
            for count in 1..<good.count {
                if let scan = try? ScanReader.read(bytes: Array(good.prefix(count)), name: "cut.jpg") {
                    #expect(!scan.warnings.isEmpty, "\(count) bytes of \(name)")
                }
            }
        }
    }

    @Test func sizesAreCheckedBeforeMemoryIsTaken() throws {
        var bytes = try Fixture.bytes("jpeg/grey.jpg")
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0, 8])
        #expect(throws: ScanError.self) { try ScanReader.read(bytes: bytes, name: "tall.jpg") }
        bytes.replaceSubrange(frame + 5..<frame + 9, with: [0x20, 0, 0x20, 0])
        do {
            _ = try ScanReader.read(bytes: bytes, name: "large.jpg")
            Issue.record("8192 × 8192 pixels in \(bytes.count) bytes")
        } catch {
            #expect(error.reason == .impossibleSize(format: .jpeg, claim: "8192 × 8192 pixels", bytes: bytes.count))
        }
    }
}

@Suite struct EXIFOrientationTests {
    private let directory: [UInt8] = [
        0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0,
    ]

    private func orientation(_ tiff: [UInt8]) -> Int? {
        EXIFOrientation.find(in: ArraySlice([0x45, 0x78, 0x69, 0x66, 0, 0] + tiff))
    }

    @Test func bothByteOrdersAreRead() {
        #expect(orientation(directory) == 6)
        #expect(orientation([0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0]) == 8)
    }

    @Test func nothingHostileIsFollowed() {
        for count in 0..<20 { #expect(orientation(Array(directory.prefix(count))) == nil) }
        for (place, byte) in [(4, 0xFF), (7, 0xFF), (18, 0), (18, 9), (14, 2), (12, 7)] as [(Int, UInt8)] {
            var hostile = directory
            hostile[place] = byte
            #expect(orientation(hostile) == nil, "byte \(place)")
        }
        var manyEntries = directory
        manyEntries.replaceSubrange(8..<12, with: [0xFF, 0xFF, 0, 0])
        #expect(orientation(manyEntries) == nil)
    }
}

@Suite struct UprightTests {
    /// The letter F, as EXIF's own figure draws the eight orientations.
    @Test func theEightOrientationsOfAnF() {
        let upright: [UInt8] = [1, 2, 3, 4, 5, 6]  // 2 columns, 3 rows
        let stored: [(pixels: [UInt8], width: Int)] = [
            ([1, 2, 3, 4, 5, 6], 2), ([2, 1, 4, 3, 6, 5], 2), ([6, 5, 4, 3, 2, 1], 2), ([5, 6, 3, 4, 1, 2], 2),
            ([1, 3, 5, 2, 4, 6], 3), ([2, 4, 6, 1, 3, 5], 3), ([6, 4, 2, 5, 3, 1], 3), ([5, 3, 1, 6, 4, 2], 3),
        ]
        for (index, picture) in stored.enumerated() {
            let turned = Upright.turn(
                picture.pixels, width: picture.width, height: 6 / picture.width, channels: 1, orientation: index + 1)
            #expect(turned.pixels == upright, "orientation \(index + 1)")
            #expect(turned.width == 2 && turned.height == 3)
        }
    }
}
