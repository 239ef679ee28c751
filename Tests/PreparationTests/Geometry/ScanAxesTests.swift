import Imaging
import Tensors
import Testing

@testable import Preparation

@Suite struct ScanAxesTests {
    private let affine = Affine(spacing: [1, 1, 1])

    private func prepare(_ scan: Scan, _ axis: FrameAxis) throws -> FrameSequence {
        var preparation = Preparation()
        preparation.normalise = .none
        preparation.axis = axis
        return try preparation.prepare(scan)
    }

    @Test func slicesOfEachAxis() throws {
        let scan = Scan.volume(counting(24), slices: 2, rows: 3, columns: 4, affine: affine)
        let axial = try prepare(scan, .axial)
        #expect(axial.frames.shape == [2, 3, 4, 1])
        #expect((axial.sourceAxis, axial.sourceFrames) == (2, [0, 1]))
        let coronal = try prepare(scan, .coronal)
        #expect(coronal.frames.shape == [3, 2, 4, 1])
        #expect(coronal.sourceAxis == 1)
        #expect(Array(coronal.frames.elements[..<8]) == [0, 1, 2, 3, 12, 13, 14, 15])
        let sagittal = try prepare(scan, .sagittal)
        #expect(sagittal.frames.shape == [4, 2, 3, 1])
        #expect(sagittal.sourceAxis == 0)
        #expect(Array(sagittal.frames.elements[..<6]) == [0, 4, 8, 12, 16, 20])
        #expect(try prepare(scan, .automatic).frames == axial.frames)
    }

    @Test func timeTakesTheCentreSlice() throws {
        let scan = Scan.volume(counting(2 * 3 * 4), slices: 3, rows: 2, columns: 2, affine: affine, times: 2)
        let sequence = try prepare(scan, .time)
        #expect(sequence.frames.elements == [4, 5, 6, 7, 16, 17, 18, 19])
        #expect(sequence.warnings == [.oneSliceOnly(slice: 1, of: 3)])
        #expect((sequence.sourceAxis, sequence.sourceFrames) == (3, [0, 1]))
        #expect(sequence.geometry.storedPosition(frame: 1, row: 0, column: 1) == [1, 0, 1, 1])
    }

    @Test func slicesOfA4DScanAreThoseOfItsFirstVolume() throws {
        let scan = Scan.volume(counting(2 * 3 * 4), slices: 3, rows: 2, columns: 2, affine: affine, times: 2)
        let sequence = try prepare(scan, .automatic)
        #expect(sequence.frames.elements == counting(12))
        #expect(sequence.warnings == [.firstVolumeOnly(of: 2)])
    }

    @Test func clipsRunInTime() throws {
        let clip = Scan(voxels: Tensor(shape: [3, 1, 2, 2, 1], elements: counting(12)), format: .frames, bitDepth: 8)
        let sequence = try prepare(clip, .automatic)
        #expect(sequence.frames.shape == [3, 2, 2, 1])
        #expect(sequence.sourceAxis == 3)
        #expect(sequence.warnings.isEmpty)
        #expect(try prepare(clip, .time).frames == sequence.frames)
    }

    @Test func aSliceThatLiesAcrossIsStillOneFrame() throws {
        // i runs anterior, j superior, k right: a sagittal slice.
        let across = Affine(x: [0, 0, 1, 0], y: [1, 0, 0, 0], z: [0, 1, 0, 0])
        let scan = Scan.volume(counting(6), slices: 1, rows: 2, columns: 3, affine: across)
        #expect(try prepare(scan, .automatic).frames.shape == [1, 2, 3, 1])
        #expect(try prepare(scan, .sagittal).frames.shape == [1, 2, 3, 1])
        #expect(throws: PreparationError.notAVolume(axis: .axial)) { try prepare(scan, .axial) }
    }

    @Test func impossibleAxesAreErrors() {
        let volume = Scan.volume(counting(24), slices: 2, rows: 3, columns: 4, affine: affine)
        #expect(throws: PreparationError.noFourthAxis(slices: 2)) { try prepare(volume, .time) }
        let image = Scan.image(counting(4), rows: 2, columns: 2)
        #expect(throws: PreparationError.notAVolume(axis: .coronal)) { try prepare(image, .coronal) }
    }
}
