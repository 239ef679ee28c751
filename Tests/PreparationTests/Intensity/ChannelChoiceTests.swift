import Testing

@testable import Preparation

@Suite struct ChannelChoiceTests {
    struct Reference: Decodable {
        var colours: [Float]
        var luma: [Double]
    }

    private func prepare(_ elements: [Float], channels: Int, hasAlpha: Bool, wanted: Int) throws -> FrameSequence {
        var preparation = Preparation()
        preparation.normalise = .none
        preparation.channels = wanted
        return try preparation.prepare(
            .image(elements, rows: 1, columns: elements.count / channels, channels: channels, hasAlpha: hasAlpha))
    }

    @Test func greyIsRec601() throws {
        let reference = try Fixture.decode("normalisation", as: Reference.self)
        let sequence = try prepare(reference.colours, channels: 3, hasAlpha: false, wanted: 1)
        #expect(distance(sequence.frames, reference.luma) < 1e-4)
    }

    @Test func opacityIsDropped() throws {
        #expect(try prepare([5, 255, 6, 0], channels: 2, hasAlpha: true, wanted: 1).frames.elements == [5, 6])
        #expect(try prepare([1, 2, 3, 255], channels: 4, hasAlpha: true, wanted: 3).frames.elements == [1, 2, 3])
    }

    @Test func greyIsRepeated() throws {
        let frames = try prepare([5, 6], channels: 1, hasAlpha: false, wanted: 3).frames
        #expect(frames.shape == [1, 1, 2, 3])
        #expect(frames.elements == [5, 5, 5, 6, 6, 6])
    }

    @Test func otherChannelsAreErrors() {
        #expect(throws: PreparationError.channels(found: 2)) {
            try prepare([1, 2], channels: 2, hasAlpha: false, wanted: 1)
        }
    }
}
