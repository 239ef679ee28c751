import Tensors
import Testing

@testable import Preparation

@Suite struct FiniteVoxelsTests {
    @Test func nonFiniteVoxelsBecomeTheMinimum() throws {
        var frames = Tensor(shape: [1, 1, 5, 1], elements: [3, .nan, -2, .infinity, -.infinity])
        #expect(try frames.replaceNonFinite() == .notFinite(count: 3, of: 5, replacement: -2))
        #expect(frames.elements == [3, -2, -2, -2, -2])
    }

    @Test func finiteFramesStay() throws {
        var frames = Tensor(shape: [1, 1, 2, 1], elements: [3, 4])
        #expect(try frames.replaceNonFinite() == nil)
        #expect(frames.elements == [3, 4])
    }

    @Test func nothingFiniteIsAnError() {
        #expect(throws: PreparationError.nothingFinite(voxels: 2)) {
            try Preparation().prepare(.image([.nan, .infinity], rows: 1, columns: 2))
        }
    }

    @Test func windowsClamp() {
        var frames = Tensor(shape: [1, 1, 3, 1], elements: [-5, 0.5, 9])
        frames.clamp(to: IntensityWindow(low: 0, high: 1))
        #expect(frames.elements == [0, 0.5, 1])
    }
}
