import Imaging
import Tensors
import Testing

@testable import Reports

@Suite struct ViewerPlaneTests {
    /// The 48 ways to lay three axes along the world's.
    private static let affines: [Affine] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].flatMap {
        order in
        (0..<8).map { signs in
            var rows = [SIMD4<Double>](repeating: .zero, count: 3)
            for axis in 0..<3 { rows[order[axis]][axis] = signs >> axis & 1 == 0 ? 2 : -2 }
            return Affine(x: rows[0], y: rows[1], z: rows[2])
        }
    }

    @Test(arguments: affines)
    func theScreensDirectionsAreThePatients(affine: Affine) {
        let pictures = ScanPictures(
            kind: .volume, size: [4, 5, 6], spacing: [2, 2, 2], affine: affine, window: nil,
            stack: PictureStack(columns: 1, rows: 1, slices: 1, pixels: [0]))
        let planes = ViewerPlane.planes(of: pictures, first: 1)
        #expect(planes.map(\.axis) == [1, 2, 0])
        let expected = [
            "axial": (SIMD3<Double>(-1, 0, 0), SIMD3<Double>(0, -1, 0), ["R", "L", "A", "P"]),
            "coronal": (SIMD3(-1, 0, 0), SIMD3(0, 0, -1), ["R", "L", "S", "I"]),
            "sagittal": (SIMD3(0, -1, 0), SIMD3(0, 0, -1), ["A", "P", "S", "I"]),
        ]
        #expect(Set(planes.map(\.name)) == Set(expected.keys))
        for plane in planes {
            guard let (right, down, marks) = expected[plane.name] else { continue }
            #expect(worldDirection(plane.across, affine) == right, "\(plane.name) of \(affine.axisCodes)")
            #expect(worldDirection(plane.down, affine) == down, "\(plane.name) of \(affine.axisCodes)")
            #expect(plane.marks == marks && plane.leftRight == (plane.name != "sagittal"))
        }
    }

    /// Where a step to the right, or down, leads in the world.
    private func worldDirection(_ direction: ViewerPlane.Direction, _ affine: Affine) -> SIMD3<Double> {
        affine.column(direction.axis) / 2 * (direction.flipped ? -1 : 1)
    }

    @Test func withoutAnAffineNothingIsMarked() {
        var scan = volumeExample()
        scan.hasAffine = false
        let planes = ViewerPlane.planes(of: ScanPictures(of: scan), first: 2)
        #expect(planes.map(\.name) == ["axis k", "axis j", "axis i"])
        #expect(planes.allSatisfy { $0.marks == nil && !$0.leftRight && !$0.across.flipped && !$0.down.flipped })
    }
}
