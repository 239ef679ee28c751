import Tensors
import Testing

@testable import Imaging

@Suite struct WriterTests {
    private func ramp(_ extents: [Int], from start: Float = 0, step: Float = 1) -> Tensor {
        let shape = Shape(extents)
        return Tensor(shape: shape, elements: (0..<shape.count).map { start + step * Float($0) })
    }

    @Test func pngGivesBackWhatWasWritten() throws {
        for channels in 1...4 {
            for depth in [8, 16] {
                let image = ramp([5, 7, channels], step: depth == 8 ? 1 : 400)
                let scan = try ScanReader.read(bytes: try PNGWriter.encode(image, bitDepth: depth), name: "a.png")
                #expect(scan.voxels == image.reshaped(to: [1, 1, 5, 7, channels]))
                #expect(scan.bitDepth == depth && scan.warnings.isEmpty)
            }
        }
    }

    @Test func valuesAreRoundedAndClamped() throws {
        let image = Tensor(shape: [1, 5], elements: [-3, 0.5, 254.4, 999, .nan])
        let scan = try ScanReader.read(bytes: try PNGWriter.encode(image), name: "a.png")
        #expect(scan.voxels.elements == [0, 1, 254, 255, 0])
    }

    @Test func jpegStaysClose() throws {
        for channels in [1, 3] {
            let image = ramp([16, 16, channels], step: 255 / Float(256 * channels))
            let scan = try ScanReader.read(bytes: try JPEGWriter.encode(image, quality: 100), name: "a.jpg")
            let differences = zip(scan.voxels.elements, image.elements).map { abs($0 - $1) }
            #expect(differences.allSatisfy { $0 <= 4 })
        }
    }

    @Test func shapesThatAreNoImagesAreRefused() {
        #expect(throws: ScanError.Reason.self) { try PNGWriter.encode(ramp([2, 2, 5])) }
        #expect(throws: ScanError.Reason.self) { try PNGWriter.encode(ramp([2])) }
        #expect(throws: ScanError.Reason.self) { try PNGWriter.encode(ramp([0, 2])) }
        #expect(throws: ScanError.Reason.self) { try PNGWriter.encode(ramp([2, 2]), bitDepth: 12) }
        #expect(throws: ScanError.Reason.self) { try JPEGWriter.encode(ramp([2, 2, 4])) }
        #expect(throws: ScanError.Reason.self) { try NIfTIWriter.encode(ramp([2, 2]), affine: .identity) }
        #expect(throws: ScanError.Reason.self) { try NIfTIWriter.encode(ramp([1, 1, 40000]), affine: .identity) }
        #expect(throws: ScanError.Reason.self) {
            try NIfTIWriter.encode(ramp([2, 2, 2]), affine: Affine(x: .zero, y: .zero, z: .zero))
        }
    }

    @Test(arguments: NIfTIWriter.Datatype.allCases) func niftiGivesBackWhatWasWritten(datatype: NIfTIWriter.Datatype)
        throws
    {
        let affine = Affine(x: [-0.9, 0.1, 0, 12], y: [0.1, 0.9, 0.2, -34], z: [0, 0.25, -2, 56])
        for extents in [[3, 4, 5], [2, 3, 4, 5]] {
            let volume = ramp(extents)
            for isCompressed in [false, true] {
                let bytes = try NIfTIWriter.encode(
                    volume, affine: affine, datatype: datatype, isCompressed: isCompressed)
                let scan = try ScanReader.read(bytes: bytes, name: "a.nii")
                #expect(scan.voxels.elements == volume.elements)
                #expect(scan.voxels.shape.extents.suffix(4) == [3, 4, 5, 1])
                #expect(zip(scan.affine.elements, affine.elements).allSatisfy { abs($0 - $1) < 1e-5 })
                #expect(scan.hasAffine)
            }
        }
    }
}
