import Imaging
import Tensors
import Testing

@testable import Preparation

@Suite struct FrameOrderTests {
    private func sequence(frames: Int) -> FrameSequence {
        FrameSequence(
            frames: Tensor(shape: [frames, 1, 2, 1], elements: (0..<frames * 2).map { Float($0 / 2) }),
            geometry: FrameGeometry(
                storedExtents: [2, 1, frames, 1], frameAxis: 2, framePositions: (0..<frames).map(Double.init),
                rows: .init(axis: 1, start: 0, step: 1), columns: .init(axis: 0, start: 0, step: 1),
                fixed: .init(axis: 3, start: 0, step: 1)))
    }

    @Test func scrambledFramesAreTheSameOnesInAnOrderOfTheScansOwn() {
        let whole = sequence(frames: 12)
        let one = whole.ordered(.scrambled, stream: 1)
        let firsts = stride(from: 0, to: 24, by: 2).map { one.frames[$0] }
        #expect(firsts != (0..<12).map(Float.init))
        #expect(firsts.sorted() == (0..<12).map(Float.init))
        #expect(one.sourceFrames == firsts.map { Int($0) })
        #expect(whole.ordered(.scrambled, stream: 1).frames.elements == one.frames.elements)
        #expect(whole.ordered(.scrambled, stream: 2).frames.elements != one.frames.elements)
        #expect(whole.ordered(nil, stream: 1).frames.elements == whole.frames.elements)
    }
}
