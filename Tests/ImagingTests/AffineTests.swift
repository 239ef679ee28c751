import Foundation
import Testing

@testable import Imaging

@Suite struct AffineTests {
    private let oblique = Affine(x: [-0.9, 0.1, 0, 12], y: [0.1, 0.9, 0.2, -34], z: [0, 0.25, -2, 56])

    @Test func theInverseUndoes() throws {
        let voxel: SIMD3<Double> = [3, -4, 5.5]
        let back = try #require(oblique.inverse()).apply(oblique.apply(voxel))
        #expect((0..<3).allSatisfy { abs(back[$0] - voxel[$0]) < 1e-12 })
        let identity = try #require(oblique.inverse()).multiplied(by: oblique)
        #expect(zip(identity.elements, Affine.identity.elements).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test func tinyAndHugeVoxelsAreRegular() throws {
        for size in [1e-37, 1e37, 1e150] {
            let affine = Affine(spacing: [size, -size, size])
            #expect(affine.isRegular)
            #expect(affine.axisCodes == "RPS")
            #expect(affine.spacing == [size, size, size])
        }
    }

    @Test func flatAndUnendingMatricesAreSingular() {
        #expect(Affine(x: [1, 2, 0, 0], y: [2, 4, 0, 0], z: [0, 0, 1, 0]).inverse() == nil)
        #expect(!Affine(spacing: [1, 0, 1]).isRegular)
        #expect(!Affine(spacing: [1, .nan, 1]).isRegular)
        #expect(!Affine(spacing: [1, 1, .infinity]).isRegular)
    }

    @Test func codableIsTwelveNumbers() throws {
        let text = try JSONEncoder().encode(oblique)
        #expect(try JSONDecoder().decode([Double].self, from: text).count == 12)
        #expect(try JSONDecoder().decode(Affine.self, from: text) == oblique)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Affine.self, from: Data("[1, 2]".utf8)) }
    }
}
