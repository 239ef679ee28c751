import Foundation
import Imaging
import Tensors
import Testing

@testable import Preparation

@Suite struct PreparationTests {
    struct Reference: Decodable {
        var voxels: [Double?]
        var frames: [Double]
        var shape: [Int]
        var positions: [Double]
    }

    @Test func wholePreparationEqualsNibabelPillowAndNumpy() throws {
        let reference = try Fixture.decode("preparation", as: Reference.self)
        let scan = Scan.volume(
            reference.voxels.map { $0.map { Float($0) } ?? .nan }, slices: 10, rows: 17, columns: 14,
            affine: Affine(spacing: [-1, -1, 1.05]), spacing: [1, 1, 1.05])
        var preparation = Preparation()
        preparation.spacing = VoxelSpacing(1.5, 1.5, 1.5)
        preparation.frames = 4
        preparation.window = IntensityWindow(low: 20, high: 180)
        let sequence = try preparation.prepare(scan)
        #expect(sequence.frames.shape.extents == reference.shape + [1])
        #expect(distance(sequence.frames, reference.frames) < 5e-6)
        for (found, expected) in zip(sequence.geometry.framePositions, reference.positions) {
            #expect(abs(found - expected) < 1e-9)
        }
        guard case .notFinite(let count, _, _) = sequence.warnings.first else {
            Issue.record("no warning of the NaN")
            return
        }
        #expect(count >= 1 && count <= 2)
    }

    @Test func defaultsNeedNoKey() throws {
        #expect(try JSONDecoder().decode(Preparation.self, from: Data("{}".utf8)) == Preparation())
    }

    @Test func everyKeyIsReadAndWritten() throws {
        let text = """
            {"orientation": "LPS", "axis": "coronal", "spacing": [1, 2, 3], "frames": 28, "frameChoice": "centre",
             "crop": 90, "size": [64, 48], "fit": "pad", "antialias": false, "window": [-100, 300],
             "normalise": {"percentile": [1, 99]}, "channels": 3, "order": "scrambled"}
            """
        let preparation = try JSONDecoder().decode(Preparation.self, from: Data(text.utf8))
        #expect(preparation.crop == FrameSize(height: 90, width: 90))
        #expect(preparation.size == FrameSize(height: 64, width: 48))
        let written = try JSONEncoder().encode(preparation)
        #expect(try JSONDecoder().decode(Preparation.self, from: written) == preparation)
        let keys = try #require(try JSONSerialization.jsonObject(with: written) as? [String: Any]).keys
        #expect(Set(keys) == Set(Preparation.CodingKeys.allCases.map(\.rawValue)))
        try preparation.validate()
    }

    @Test(arguments: [
        ("{\"frames\": 0}", "frames"), ("{\"frames\": 5, \"frameChoice\": \"all\"}", "frameChoice"),
        ("{\"size\": [0, 4]}", "size"), ("{\"crop\": -1}", "crop"), ("{\"fit\": \"pad\"}", "fit"),
        ("{\"spacing\": [1, 0, 1]}", "spacing"), ("{\"window\": [3, 3]}", "window"),
        ("{\"normalise\": {\"percentile\": [50, 20]}}", "normalise"), ("{\"channels\": 2}", "channels"),
        ("{\"size\": 100000000}", "size"),
    ])
    func impossibleSettingsAreNamed(text: String, key: String) throws {
        let error = #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Preparation.self, from: Data(text.utf8))
        }
        guard case .dataCorrupted(let context) = error else {
            Issue.record("\(String(describing: error)) does not name \(key)")
            return
        }
        #expect(context.codingPath.map(\.stringValue) == [key])
    }

    @Test func impossibleValuesAreRefusedBeforeAScanIsPrepared() {
        var preparation = Preparation()
        preparation.channels = 2
        let error = #expect(throws: PreparationError.self) { try preparation.prepare(.image([1], rows: 1, columns: 1)) }
        #expect(
            error.map(String.init(describing:))
                == "preparation.channels: 2 is not possible; write 1 for grey or 3 for red, green and blue")
    }

    @Test(arguments: ["{\"size\": [1, 2, 3]}", "{\"spacing\": [1, 2]}", "{\"window\": [1]}", "{\"axis\": \"x\"}"])
    func malformedSettingsAreRefused(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Preparation.self, from: Data(text.utf8)) }
    }

    @Test func scaleDividesByTheBitDepth() throws {
        var preparation = Preparation()
        preparation.normalise = .scale
        let image = Scan.image([0, 51, 255, 102], rows: 2, columns: 2)
        #expect(distance(try preparation.prepare(image).frames, [0, 0.2, 1, 0.4]) < 1e-7)
        let volume = Scan.volume(counting(8), slices: 2, rows: 2, columns: 2, affine: .identity)
        #expect(throws: PreparationError.scaleNeedsWindow(format: .nifti1, bitDepth: 32)) {
            try preparation.prepare(volume)
        }
        preparation.window = IntensityWindow(low: 0, high: 4)
        #expect(try preparation.prepare(volume).frames.elements == [0, 0.25, 0.5, 0.75, 1, 1, 1, 1])
    }

    @Test func damagedHeadersAreErrors() {
        var preparation = Preparation()
        preparation.spacing = VoxelSpacing(1, 1, 1)
        for spacing in [[0, 1, 1], [.nan, 1, 1], [-1, 1, 1], [1]] {
            let scan = Scan.volume(counting(8), slices: 2, rows: 2, columns: 2, affine: .identity, spacing: spacing)
            #expect(throws: PreparationError.self) { try preparation.prepare(scan) }
        }
        let empty = Scan.volume([], slices: 0, rows: 2, columns: 2, affine: .identity)
        #expect(throws: PreparationError.emptyScan(voxels: [1, 0, 2, 2, 1])) { try Preparation().prepare(empty) }
    }

    @Test(arguments: [0, 1e-4, 1e5, 1e308, .infinity, .nan])
    func absurdSpacingsAreRefused(millimetres: Double) {
        var preparation = Preparation()
        preparation.spacing = VoxelSpacing(millimetres, 1, 1)
        #expect(throws: PreparationError.self) { try preparation.validate() }
    }

    @Test func absurdVoxelSizesDoNotTrap() throws {
        var preparation = Preparation()
        preparation.spacing = VoxelSpacing(1, 1, 1)
        for spacing in [1e-300, 1e-30, 1e-5] {
            let scan = Scan.volume(
                counting(8), slices: 2, rows: 2, columns: 2, affine: .identity, spacing: [spacing, 1, spacing])
            let sequence = try preparation.prepare(scan)
            #expect(sequence.frames.shape == [1, 2, 1, 1])
            #expect(sequence.sourceFrames.allSatisfy { (0..<2).contains($0) })
        }
        let scan = Scan.volume(
            counting(8), slices: 2, rows: 2, columns: 2, affine: .identity, spacing: [1e300, 1, 1])
        #expect(throws: PreparationError.tooFine(extent: 2, step: 1e-300)) { try preparation.prepare(scan) }
    }

    @Test func sequencesThatFillTheMemoryAreRefused() {
        var preparation = Preparation()
        preparation.size = FrameSize(height: 60000, width: 60000)
        #expect(throws: PreparationError.tooLarge(frames: 1, height: 60000, width: 60000, channels: 1)) {
            try preparation.prepare(.image([1, 2], rows: 1, columns: 2))
        }
    }

    @Test func imagesKeepTheirSpacing() throws {
        var preparation = Preparation()
        preparation.spacing = VoxelSpacing(2, 2, 2)
        let sequence = try preparation.prepare(.image([1, 2], rows: 1, columns: 2))
        #expect(sequence.warnings == [.unknownSpacing])
        #expect(sequence.frames.shape == [1, 1, 2, 1])
    }
}
