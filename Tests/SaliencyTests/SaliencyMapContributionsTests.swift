import Testing

@testable import Saliency

@Suite struct SaliencyMapContributionsTests {
    /// Three slices of 1×2 cells, the last of which has the largest gradient and no effect.
    private let map = SaliencyMap(
        method: .gradCAM, slices: 3, rows: 1, columns: 2, values: [1, 0.5, 0.2, 0.1, 8, 4])

    /// What contributed most keeps its map; what speaks against the class shows nothing.
    @Test func slicesAreWeightedByTheirContributions() {
        #expect(map.weighted(by: [2, 1, 0]).values == [1, 0.5, 0.1, 0.05, 0, 0])
        #expect(map.weighted(by: [2, -0.5, 0.1]).peak.map { [$0.slice, $0.row, $0.column] } == [0, 0, 0])
    }

    /// One frame, the rows of one, and a scan without a frame that speaks for the class keep their map.
    @Test func aMapWithoutContributionsIsLeft() {
        #expect(map.weighted(by: [1, 2]) == map)
        #expect(map.weighted(by: [-1, -1, 0]) == map)
        let image = SaliencyMap(method: .gradCAM, slices: 1, rows: 1, columns: 2, values: [1, 2])
        #expect(image.weighted(by: [5]) == image)
    }
}
