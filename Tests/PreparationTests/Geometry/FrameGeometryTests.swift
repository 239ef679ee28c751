import Imaging
import Testing

@testable import Preparation

@Suite struct FrameGeometryTests {
    /// Volumes whose voxels are their own index along one axis: a prepared pixel must tell the place it is said to have.
    @Test(arguments: [FrameAxis.axial, .coronal, .sagittal])
    func positionsAreWhereTheVoxelsWere(axis: FrameAxis) throws {
        let (columns, rows, slices) = (12, 14, 16)
        // i runs posterior, j inferior, k left.
        let affine = Affine(x: [0, 0, -3, 0], y: [-1, 0, 0, 0], z: [0, -2, 0, 0])
        var preparation = Preparation()
        preparation.normalise = .none
        preparation.axis = axis
        preparation.antialias = false
        preparation.spacing = VoxelSpacing(1.5, 1.5, 1.5)
        preparation.frames = 5
        preparation.size = FrameSize(height: 20, width: 18)
        preparation.fit = .pad
        for stored in 0..<3 {
            let voxels = (0..<slices).flatMap { k in
                (0..<rows).flatMap { j in (0..<columns).map { i in Float([i, j, k][stored]) } }
            }
            let sequence = try preparation.prepare(
                .volume(voxels, slices: slices, rows: rows, columns: columns, affine: affine, spacing: [1, 2, 3]))
            for frame in 0..<5 {
                for (row, column) in [(9, 9), (10, 8), (8, 11)] {
                    let place = sequence.geometry.storedPosition(frame: frame, row: Double(row), column: Double(column))
                    let value = Double(sequence.frames[(frame * 20 + row) * 18 + column])
                    #expect(abs(place[stored] - value) < 1e-4)
                }
            }
        }
    }

    @Test func flippedFramesNameTheirStoredSlices() throws {
        let affine = Affine(spacing: [1, 1, -1])
        let scan = Scan.volume(counting(4 * 6), slices: 6, rows: 2, columns: 2, affine: affine)
        var preparation = Preparation()
        preparation.frames = 3
        #expect(try preparation.prepare(scan).sourceFrames == [4, 2, 0])
    }
}
