import Imaging
import Tensors
import Testing

@testable import Phantoms

@Suite struct HeadPhantomTests {
    private func scans(_ count: Int, hasLesion: Bool) -> [(voxels: Tensor, affine: Affine, lesion: PhantomLesion?)] {
        (0..<count).compactMap { n in
            var (patient, scan) = (
                RandomGenerator(seed: 1, stream: [UInt64(n)]), RandomGenerator(seed: 2, stream: [UInt64(n)])
            )
            let synthesis = HeadPhantom(using: &patient).scan(hasLesion: hasLesion, using: &scan)
            guard case .volume(let voxels, let affine) = synthesis.content else { return nil }
            return (voxels, affine, synthesis.lesion)
        }
    }

    @Test func gridsDifferInAxesAndSpacing() {
        let scans = scans(12, hasLesion: false)
        #expect(Set(scans.map(\.affine.axisCodes)).count >= 8)
        #expect(Set(scans.map { $0.affine.spacing.x }).count == 12)
        #expect(scans.allSatisfy { $0.lesion == nil })
    }

    @Test func theLesionIsBrighterThanTheBrainAndItsRadiiAgree() throws {
        for scan in scans(8, hasLesion: true) {
            let lesion = try #require(scan.lesion)
            let k = try #require(lesion.k)
            let (height, width) = (scan.voxels.shape[1], scan.voxels.shape[2])
            let centre = scan.voxels[(k * height + lesion.j) * width + lesion.i]
            let brain = scan.voxels.elements.filter { $0 > 60 }
            #expect(centre > 1.2 * brain.reduce(0, +) / Float(brain.count))
            #expect(abs(lesion.radius * scan.affine.spacing.x - lesion.radiusMillimetres) < 1e-9)
        }
    }

    @Test func theHeadLiesInTheGrid() {
        for scan in scans(6, hasLesion: false) {
            let (depth, height, width) = (scan.voxels.shape[0], scan.voxels.shape[1], scan.voxels.shape[2])
            for corner in [0, depth * height * width - 1, width - 1] {
                #expect(scan.voxels[corner] < 25)
            }
        }
    }

    @Test func everyHeadHasSixteenAxialSlicesAndSomethingBrighterThanALesion() {
        for scan in scans(6, hasLesion: true) + scans(6, hasLesion: false) {
            let axial = Array(scan.affine.axisCodes).firstIndex { "SI".contains($0) }
            #expect(axial.map { scan.voxels.shape[2 - $0] } == 16)
            #expect(scan.voxels.elements.max() ?? 0 > 190)
        }
    }

    @Test func theSliceOfTheCentreCutsTheLesionClearlyLargest() throws {
        for scan in scans(12, hasLesion: true) {
            let radius = try #require(scan.lesion).radiusMillimetres
            let thickness = scan.affine.spacing.max()
            #expect((11...11.5).contains(thickness))
            let areaBeside = 1 - (thickness / radius) * (thickness / radius)
            #expect((0.5...0.6).contains(areaBeside))
        }
    }
}
