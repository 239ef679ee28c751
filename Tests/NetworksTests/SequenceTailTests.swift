import Testing

@testable import Networks

@Suite struct SequenceTailTests {
    private static let rest: [Layer] = [.lstm(LSTM(units: 3)), .dense(Dense(units: 2))]
    private static let image = InputShape(frames: 1, height: 6, width: 5, channels: 1)

    /// What makes the sequence says what its steps are, however deep it stands.
    @Test func aBlockIsDividedAsItsLayersSay() throws {
        let layers: [Layer] = [.convolution(Convolution(filters: 2)), .readAsSequence(ReadAsSequence())]
        let plain = try #require(try SequenceTail(of: Architecture(layers: layers + Self.rest), for: Self.image))
        let block = Architecture(layers: [.sequential(Sequential(layers: layers))] + Self.rest)
        #expect(plain.division == .rows)
        #expect(try SequenceTail(of: block, for: Self.image)?.division == .rows)
        let nested = Architecture(
            layers: [
                .sequential(Sequential(layers: [layers[0], .sequential(Sequential(layers: [layers[1]]))]))
            ] + Self.rest)
        #expect(try SequenceTail(of: nested, for: Self.image)?.division == .rows)
    }

    @Test func framesInABlockAreFrames() throws {
        let frames = Layer.timeDistributed(TimeDistributed(layers: [.globalAveragePool]))
        let block = Architecture(layers: [.sequential(Sequential(layers: [frames]))] + Self.rest)
        let clip = InputShape(frames: 4, height: 6, width: 5, channels: 1)
        #expect(try SequenceTail(of: block, for: clip)?.division == .frames)
    }
}
