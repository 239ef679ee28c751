import Testing

@testable import Preparation

@Suite struct FrameChoiceTests {
    @Test(arguments: [
        (FrameChoice.even, 4, 8, [1, 3, 5, 7]), (.even, 3, 10, [1, 5, 8]), (.even, 5, 5, [0, 1, 2, 3, 4]),
        (.even, 6, 3, [0, 0, 1, 1, 2, 2]), (.even, 1, 9, [4]), (.centre, 3, 9, [3, 4, 5]), (.centre, 2, 5, [1, 2]),
        (.centre, 4, 2, [0, 0, 1, 1]),
    ])
    func framesAreTaken(choice: FrameChoice, count: Int, available: Int, expected: [Int]) {
        #expect(choice.indices(count: count, of: available) == expected)
    }

    @Test func allAreTakenWithoutANumber() {
        for choice in FrameChoice.allCases { #expect(choice.indices(count: nil, of: 3) == [0, 1, 2]) }
    }

    @Test func fewFramesAreRepeatedAndWarnedAbout() throws {
        var preparation = Preparation()
        preparation.frames = 4
        preparation.normalise = .none
        let sequence = try preparation.prepare(.image([1, 2], rows: 1, columns: 2))
        #expect(sequence.frames.elements == [1, 2, 1, 2, 1, 2, 1, 2])
        #expect(sequence.sourceFrames == [0, 0, 0, 0])
        #expect(sequence.warnings == [.fewFrames(available: 1, wanted: 4)])
    }
}
