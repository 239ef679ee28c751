import Foundation
import Imaging
import Testing

@testable import Preparation

@Suite struct OrientationTests {
    struct Case: Decodable {
        var affine: [Double]
        var codes, target: String
        var voxels, turned: [Float]
        var extents, turnedExtents: [Int]
    }

    @Test func volumesTurnAsWithNibabel() throws {
        for reference in try Fixture.decode("orientation", as: [Case].self) {
            let affine = try #require(Affine(elements: reference.affine))
            #expect(affine.axisCodes == reference.codes)
            let scan = Scan.volume(
                reference.voxels, slices: reference.extents[0], rows: reference.extents[1],
                columns: reference.extents[2], affine: affine)
            var preparation = Preparation()
            preparation.normalise = .none
            preparation.orientation = try #require(Orientation(code: reference.target))
            // The axis that is third in the target, so that frames are the turned volume's slices.
            preparation.axis =
                [.sagittal, .coronal, .axial][
                    Orientation.worldAxis(of: try #require(reference.target.last)) ?? 2]
            let sequence = try preparation.prepare(scan)
            #expect(sequence.frames.elements == reference.turned, "\(reference.codes) to \(reference.target)")
            #expect(sequence.frames.shape.extents == reference.turnedExtents + [1])
            #expect(sequence.warnings.isEmpty)
        }
    }

    @Test(arguments: ["RAR", "RA", "RASP", "XYZ", ""])
    func impossibleCodesAreRefused(code: String) {
        #expect(Orientation(code: code) == nil)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Orientation.self, from: Data("\"\(code)\"".utf8))
        }
    }

    @Test func storedKeepsTheAxes() throws {
        let affine = Affine(spacing: [-1, -1, 1])
        let scan = Scan.volume(counting(24), slices: 2, rows: 3, columns: 4, affine: affine)
        var preparation = Preparation()
        preparation.normalise = .none
        preparation.orientation = .stored
        #expect(try preparation.prepare(scan).frames.elements == counting(24))
    }

    @Test func volumesWithoutAPlaceAreWarnedAbout() throws {
        let scan = Scan.volume(counting(24), slices: 2, rows: 3, columns: 4)
        #expect(try Preparation().prepare(scan).warnings == [.unknownOrientation(assumed: "RAS")])
        var preparation = Preparation()
        preparation.orientation = .stored
        #expect(try preparation.prepare(scan).warnings.isEmpty)
    }
}
