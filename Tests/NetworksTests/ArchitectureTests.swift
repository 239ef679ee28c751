import Foundation
import Testing

@testable import Networks

@Suite struct ArchitectureTests {
    @Test func decodesWordsAndMaps() throws {
        let text =
            #"[{"timeDistributed":{"axis":"slices","layers":[{"convolution":{"filters":16,"kernel":3}},"batchNormalization","relu",{"maxPool":2},"globalAveragePool"]}},{"lstm":{"units":64,"bidirectional":true}},{"dense":{"units":2}}]"#
        let architecture = try JSONDecoder().decode(Architecture.self, from: Data(text.utf8))
        let input = InputShape(frames: 16, height: 128, width: 128, channels: 1)
        #expect(try architecture.classCount(for: input) == 2)
        let again = try JSONDecoder().decode(Architecture.self, from: JSONEncoder().encode(architecture))
        #expect(again == architecture)
    }
}
