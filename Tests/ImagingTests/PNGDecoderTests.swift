import Testing

@testable import Imaging

@Suite struct PNGDecoderTests {
    @Test(arguments: Fixture.names("png/"))
    func pixelsAreTheReferences(name: String) throws {
        let wanted = try #require(Fixture.all[name])
        let scan = try ScanReader.read(.file(Fixture.path(name)))
        #expect(scan.voxels.shape.extents == [1, 1, wanted.height, wanted.width, wanted.channels])
        #expect(scan.voxels.elements.map(Double.init) == wanted.values)
        #expect(scan.bitDepth == wanted.bitDepth)
        #expect(scan.hasAlpha == (wanted.channels == 2 || wanted.channels == 4))
        #expect(scan.warnings.isEmpty == (name != "png/palette-short.png"))
    }

    @Test func everyCutIsAnErrorOrAWarning() throws {
        let good = try Fixture.bytes("png/rgb8-interlaced.png")
        for count in 1..<good.count {
            let result = Result { try ScanReader.read(bytes: Array(good.prefix(count)), name: "cut.png") }
            switch result {
            case .success(let scan): #expect(!scan.warnings.isEmpty, "\(count) bytes")
            case .failure(let error): #expect(error is ScanError)
            }
        }
    }

    @Test func everyChangedByteIsAnErrorOrAWarning() throws {
        let good = try Fixture.bytes("png/palette4-trns.png")
        for place in 8..<good.count {
            var bytes = good
            bytes[place] ^= 0x10
            if let scan = try? ScanReader.read(bytes: bytes, name: "changed.png") {
                #expect(!scan.warnings.isEmpty, "byte \(place)")
            }
        }
    }

    @Test func sizesAreCheckedBeforeMemoryIsTaken() throws {
        let good = try Fixture.bytes("png/grey8.png")
        #expect(
            reason(good, patching: [16: 0, 17: 0, 18: 0, 19: 0])
                == .badField(format: .png, field: "width", value: "0", allowed: "positive"))
        #expect(
            reason(good, patching: [16: 0x7F])
                == .overLimit(format: .png, quantity: "pixels of width", value: "2130706443", limit: 1_000_000))
        #expect(
            reason(good, patching: [17: 1, 21: 1])
                == .overLimit(
                    format: .png, quantity: "samples", value: "\((65536 + 11) * (65536 + 9))",
                    limit: ImagingLimits.imageSamples))
        guard case .impossibleSize(.png, "4107 × 4105 pixels", _) = reason(good, patching: [18: 16, 22: 16]) else {
            Issue.record("4107 × 4105 pixels in a few bytes")
            return
        }
        #expect(
            reason(good, patching: [24: 3])
                == .badField(format: .png, field: "bit depth", value: "3", allowed: "1, 2, 4, 8, 16 for colour type 0"))
    }

    @Test func aChunkThatClaimsGigabytesCostsNothing() throws {
        let good = try Fixture.bytes("png/grey8.png")
        let bomb = good.prefix(33) + [0x77, 0x35, 0x94, 0] + Array("iTXt".utf8) + good.dropFirst(33)
        #expect(reason(Array(bomb)) == .damaged(format: .png, message: "chunk iTXt is longer than the file"))
    }

    @Test func aDamagedAncillaryChunkIsAWarning() throws {
        let good = try Fixture.bytes("png/grey8.png")
        let chunk: [UInt8] = [0, 0, 0, 4] + Array("gAMA".utf8) + [0, 1, 0x86, 0xA0, 1, 2, 3, 4]
        let scan = try ScanReader.read(bytes: Array(good.prefix(33) + chunk + good.dropFirst(33)), name: "gamma.png")
        #expect(scan.warnings == [.damaged(format: .png, message: "gAMA: CRC error")])
    }

    private func reason(_ bytes: [UInt8], patching patches: [Int: UInt8] = [:]) -> ScanError.Reason? {
        var bytes = bytes
        for (place, byte) in patches { bytes[place] = byte }
        do {
            _ = try ScanReader.read(bytes: bytes, name: "patched.png")
            return nil
        } catch {
            return error.reason
        }
    }
}
