import Tensors
import Testing

@testable import Phantoms

@Suite struct BlockPhantomTests {
    private func voxels(hasBlock: Bool, seed: UInt64) -> Tensor? {
        var (patient, scan) = (RandomGenerator(seed: seed), RandomGenerator(seed: seed, stream: [1]))
        let synthesis = BlockPhantom(using: &patient).scan(hasBlock: hasBlock, using: &scan)
        guard case .volume(let voxels, _) = synthesis.content else { return nil }
        return voxels
    }

    @Test func theBlockAloneTellsTheClassesApart() throws {
        for seed in 0..<6 {
            let with = try #require(voxels(hasBlock: true, seed: UInt64(seed)))
            let without = try #require(voxels(hasBlock: false, seed: UInt64(seed)))
            #expect(with.shape == [16, 32, 32])
            let differing = zip(with.elements, without.elements).count { $0 != $1 }
            #expect(differing == 6 * 10 * 10)
        }
    }
}
