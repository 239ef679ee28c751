import SystemPackage
import Testing

@testable import Imaging

@Suite struct NIfTITests {
    @Test(arguments: Fixture.names("nifti/"))
    func inspectionSaysWhatNibabelSays(name: String) throws {
        let wanted = try #require(Fixture.all[name])
        let seen = ScanInspector.inspect(.file(Fixture.path(name)))
        #expect(seen.error == nil)
        #expect(seen.dims == wanted.dims)
        #expect(seen.axisCodes == wanted.axisCodes)
        #expect(agree(seen.affine ?? [], wanted.affine ?? []))
        let finite = wanted.values.compactMap(\.self)
        #expect(seen.smallest == finite.min() && seen.largest == finite.max())
        #expect((seen.nanCount ?? 0) + (seen.infiniteCount ?? 0) == wanted.values.count - finite.count)
        if let probe = wanted.probe { #expect(agree(seen.probe ?? [], probe)) }
        if let probe = wanted.rasProbe { #expect(agree(seen.rasProbe ?? [], probe)) }
        if let first = wanted.rasFirst { #expect(agree([seen.rasFirst ?? .nan], [first])) }
    }

    @Test(arguments: Fixture.names("nifti/").filter { $0 != "nifti/seven-axes.nii.gz" && $0 != "nifti/huge.nii" })
    func voxelsAreTheReferences(name: String) throws {
        let wanted = try #require(Fixture.all[name])
        let scan = try ScanReader.read(.file(Fixture.path(name)))
        let dims = (wanted.dims ?? []) + [1, 1, 1, 1, 1]
        let channels = name.contains("rgb24") ? 3 : dims[4]
        #expect(scan.voxels.shape.extents == [dims[3], dims[2], dims[1], dims[0], channels])
        var values = scan.voxels.elements.map(Double.init)
        if dims[4] > 1 {
            // The file holds the channels one after the other.
            let pixels = values.count / channels
            values = (0..<values.count).map { values[$0 % pixels * channels + $0 / pixels] }
        }
        let floats = wanted.values.map { $0.map { Double(Float($0)) } }
        #expect(agree(values.map { $0.isFinite ? $0 : .nan }, floats.map { $0?.isFinite == true ? $0 : nil }))
        #expect(agree(scan.affine.elements, wanted.affine ?? []))
        #expect(scan.hasAffine == (name != "nifti/no-codes.nii"))
    }

    @Test func aPairIsReadByEitherHalf() throws {
        for (header, image) in [
            ("pair.hdr", "pair.img"), ("pair-gz.hdr.gz", "pair-gz.img.gz"), ("pair-2.hdr", "pair-2.img"),
        ] {
            let one = try ScanReader.read(.file(Fixture.path("nifti/\(header)")))
            let other = try ScanReader.read(.file(Fixture.path("nifti/\(image)")))
            #expect(one.voxels == other.voxels)
        }
    }

    @Test func aMissingHalfIsNamed() throws {
        let folder = try TemporaryFolder()
        let header = try folder.write(Fixture.bytes("nifti/pair.hdr"), to: "a.hdr")
        let image = try folder.write([1, 2, 3], to: "b.img")
        let wanted = { (names: [String]) in names.map { folder.path.appending($0) } }
        #expect(reason { try ScanReader.read(.file(header)) } == .missingHalf(wanted: wanted(["a.img", "a.img.gz"])))
        #expect(reason { try ScanReader.read(.file(image)) } == .missingHalf(wanted: wanted(["b.hdr", "b.hdr.gz"])))
    }

    @Test func complexNumbersAreRefusedByName() throws {
        #expect(
            patched(70, Int16(32))
                == .unsupported(format: .nifti1, feature: "complex64 voxels"))
        #expect(
            patched(70, Int16(77))
                == .badField(format: .nifti1, field: "datatype", value: "77", allowed: "a NIfTI datatype code"))
    }

    @Test func extentsAreChecked() throws {
        #expect(patched(40, Int16(0)) == .badField(format: .nifti1, field: "dim[0]", value: "0", allowed: "1…7"))
        #expect(patched(40, Int16(8)) == .badField(format: .nifti1, field: "dim[0]", value: "8", allowed: "1…7"))
        #expect(patched(44, Int16(-6)) == .badField(format: .nifti1, field: "dim[2]", value: "-6", allowed: "positive"))
        #expect(patched(42, Int16(300)) == .truncated(format: .nifti1, expected: 352 + 300 * 42 * 2, found: 352 + 420))
        #expect(
            patched(
                40, Int16(7), Int16(32767), Int16(32767), Int16(32767), Int16(32767), Int16(32767), Int16(32767),
                Int16(32767))
                == .overLimit(
                    format: .nifti1, quantity: "samples",
                    value: [String](repeating: "32767", count: 7).joined(separator: "×"),
                    limit: ImagingLimits.volumeSamples))
    }

    @Test func offsetsAreChecked() throws {
        for offset in [Float.nan, -1, 0, 351, -Float.infinity] {
            #expect(
                patched(108, offset)
                    == .badField(
                        format: .nifti1, field: "vox_offset", value: "\(Double(offset))", allowed: "352 or more"))
        }
        #expect(
            patched(108, Float(1e30))
                == .overLimit(
                    format: .nifti1, quantity: "bytes before the voxels", value: "\(Double(Float(1e30)))",
                    limit: ImagingLimits.niftiHeaderBytes))
        #expect(patched(108, Float(368)) == .truncated(format: .nifti1, expected: 368 + 420, found: 352 + 420))
    }

    @Test func extensionsAreWalkedWithinBounds() throws {
        let good = try Fixture.bytes("nifti/sform-sheared.nii")
        func file(_ size: Int32) -> [UInt8] {
            var bytes = Array(good.prefix(348)) + [1, 0, 0, 0]
            bytes.replaceSubrange(108..<112, with: withUnsafeBytes(of: Float(384)) { Array($0) })
            bytes += withUnsafeBytes(of: size) { Array($0) } + [UInt8](repeating: 0, count: 28)
            return bytes + good.dropFirst(352)
        }
        let plain = try ScanReader.read(bytes: good, name: "a.nii")
        #expect(try ScanReader.read(bytes: file(32), name: "a.nii").voxels == plain.voxels)
        for size in [0, -16, 48, Int32.max, .min] as [Int32] {
            guard
                case .badField(.nifti1, "extension size at byte 352", _, _) = reason({
                    try ScanReader.read(bytes: file(size), name: "a.nii")
                })
            else {
                Issue.record("an extension of \(size) bytes")
                continue
            }
        }
    }

    @Test func aSingularAffineIsRefusedAndInspected() throws {
        let zeros = [UInt8](repeating: 0, count: 16)
        var bytes = try Fixture.bytes("nifti/sform-sheared.nii")
        bytes.replaceSubrange(252..<254, with: [0, 0])
        bytes.replaceSubrange(280..<296, with: zeros)
        #expect(reason { try ScanReader.read(bytes: bytes, name: "a.nii") } == .singularAffine(format: .nifti1))
        let folder = try TemporaryFolder()
        let inspection = ScanInspector.inspect(.file(try folder.write(bytes, to: "a.nii")))
        #expect(inspection.isReadable && inspection.axisCodes == nil && inspection.rasProbe == nil)
        #expect(inspection.warnings.map(\.description).contains { $0.contains("singular") })
    }

    @Test func odditiesOfTheHeaderAreWarnings() throws {
        #expect(warnings(72, Int16(0)).contains { $0.hasPrefix("bitpix: 0") })
        #expect(warnings(80, Float.nan).contains { $0.hasPrefix("pixdim[1]") })
        #expect(warnings(112, Float.infinity).contains { $0.hasPrefix("scl_slope") })
        #expect(warnings(254, Int16(9)).contains { $0.hasPrefix("sform_code: 9") })
        #expect(warnings(108, Float(352.5)).contains { $0.hasPrefix("vox_offset") })
        #expect(warnings(123, UInt8(3)).contains { $0.hasPrefix("xyzt_units") })
    }

    @Test func everyCutOfAGzipIsAnError() throws {
        let good = try Fixture.bytes("nifti/four-axes.nii.gz")
        for count in 1..<good.count {
            #expect(
                reason { try ScanReader.read(bytes: Array(good.prefix(count)), name: "cut.nii.gz") } != nil,
                "\(count) bytes")
        }
    }

    @Test func aWrongGzipChecksumIsAnError() throws {
        var bytes = try Fixture.bytes("nifti/four-axes.nii.gz")
        bytes[bytes.count - 6] ^= 1
        #expect(reason { try ScanReader.read(bytes: bytes, name: "a.nii.gz") } == .damagedGzip("incorrect data check"))
    }

    @Test func severalGzipMembersAndPaddingAreOneStream() throws {
        let good = try Fixture.bytes("nifti/sform-sheared.nii")
        let plain = try ScanReader.read(bytes: good, name: "a.nii")
        let members = try [good.prefix(400), good.dropFirst(400)].map { try NIfTIWriter.gzip(Array($0)) }
        let padded = try ScanReader.read(bytes: members[0] + members[1] + [0, 0, 0], name: "a.nii.gz")
        #expect(padded.voxels == plain.voxels && padded.warnings.isEmpty)
        let trailed = try ScanReader.read(bytes: members[0] + members[1] + [9, 9], name: "a.nii.gz")
        #expect(trailed.voxels == plain.voxels && trailed.warnings.count == 1)
    }

    /// The fixture of 5×6×7 int16 voxels with numbers written over its header.
    private func patch(_ place: Int, _ numbers: [any BitwiseCopyable]) -> [UInt8] {
        guard var bytes = try? Fixture.bytes("nifti/sform-sheared.nii") else { return [] }
        var place = place
        func write<Number: BitwiseCopyable>(_ number: Number) {
            withUnsafeBytes(of: number) { raw in
                bytes.replaceSubrange(place..<place + raw.count, with: raw)
                place += raw.count
            }
        }
        for number in numbers { write(number) }
        return bytes
    }

    private func patched(_ place: Int, _ numbers: any BitwiseCopyable...) -> ScanError.Reason? {
        reason { try ScanReader.read(bytes: patch(place, numbers), name: "patched.nii") }
    }

    private func warnings(_ place: Int, _ number: any BitwiseCopyable) -> [String] {
        (try? ScanReader.read(bytes: patch(place, [number]), name: "patched.nii").warnings.map(\.description)) ?? []
    }

    private func reason(_ body: () throws -> Scan) -> ScanError.Reason? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? ScanError)?.reason
        }
    }
}
