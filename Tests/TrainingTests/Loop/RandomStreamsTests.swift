import Testing

@testable import Training

@Suite struct RandomStreamsTests {
    @Test func isAFunctionOfSeedAndPlace() {
        let streams = RandomStreams(seed: 7)
        #expect(streams.order(epoch: 2, count: 50) == RandomStreams(seed: 7).order(epoch: 2, count: 50))
        #expect(streams.order(epoch: 2, count: 50) != streams.order(epoch: 3, count: 50))
        #expect(streams.order(epoch: 2, count: 50) != RandomStreams(seed: 8).order(epoch: 2, count: 50))
        #expect(streams.order(epoch: 2, count: 50).sorted() == Array(0..<50))
    }

    @Test func givesEveryUseItsOwnNumbers() {
        let streams = RandomStreams(seed: 7)
        let steps = (1...20).flatMap { epoch in (1...20).map { streams.dropout(epoch: epoch, step: $0) } }
        #expect(Set(steps + [streams.weights, streams.augmentation]).count == 402)
    }
}
