import Foundation
import Testing

@testable import Preparation

@Suite struct FrameCountTests {
    @Test func aNumberAndTheMostAreSpelt() throws {
        let decoder = JSONDecoder()
        #expect(try decoder.decode([FrameCount].self, from: Data("[4]".utf8)) == [FrameCount(4)])
        let most = try decoder.decode(FrameCount.self, from: Data(#"{"max": 4}"#.utf8))
        #expect(most == FrameCount(4, isGreatest: true))
        #expect(try JSONEncoder().encode(most) == Data(#"{"max":4}"#.utf8))
        #expect(throws: DecodingError.self) { try decoder.decode([FrameCount].self, from: Data(#"["all"]"#.utf8)) }
    }

    @Test func aShortScanKeepsItsFramesAndALongOneGivesTheMost() throws {
        var preparation = Preparation()
        preparation.frameCount = FrameCount(2, isGreatest: true)
        preparation.normalise = .none
        #expect(preparation.keepsFewerFrames)
        let short = try preparation.prepare(.image([1, 2], rows: 1, columns: 2))
        #expect(short.frames.elements == [1, 2])
        #expect(short.warnings.isEmpty)
        #expect(FrameChoice.even.indices(count: FrameCount(2, isGreatest: true).count(of: 8), of: 8) == [2, 6])
    }
}
