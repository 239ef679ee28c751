import Foundation
import Testing

@testable import Training

@Suite struct FrameScoresTests {
    @Test func ofTwoClassesTheMostThatAnyFrameSays() {
        let score = ModelScore(frames: [[[0.9, 0.1], [0.3, 0.7], [0.8, 0.2]]], background: 0, positive: 1)
        #expect(score.probabilities == [0.3, 0.7])
        #expect(score.decision == 1)
        #expect(score.frames == [[0.9, 0.1], [0.3, 0.7], [0.8, 0.2]])
        let other = ModelScore(frames: [[[0.9, 0.1], [0.3, 0.7]]], background: 1, positive: 0)
        #expect(other.probabilities == [0.9, 0.1])
    }

    @Test func ofSeveralClassesTheFrameFarthestFromTheBackground() {
        let frames = [[0.8, 0.1, 0.1], [0.2, 0.45, 0.35], [0.3, 0.1, 0.6]]
        #expect(ModelScore(frames: [frames], background: 0).probabilities == frames[1])
    }

    @Test func eachFindingWhereItIsMostProbable() {
        let score = ModelScore(frames: [[[0.9, 0.2], [0.1, 0.4]]], background: nil)
        #expect(score.probabilities == [0.9, 0.4])
        #expect(score.findings == [true, false])
    }

    @Test func membersAreAveragedFrameByFrame() {
        let score = ModelScore(
            frames: [[[0.5, 0.5], [0.75, 0.25]], [[1, 0], [0.25, 0.75]]], background: 0, positive: 1)
        #expect(score.frames == [[0.75, 0.25], [0.5, 0.5]])
        #expect(score.probabilities == [0.5, 0.5])
        #expect(score.uncertainty > 0)
    }
}
