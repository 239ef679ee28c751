import Testing

@testable import Saliency

@Suite struct SaliencyMapContributionsTests {
    /// Three slices of 1×2 cells, the last of which has the largest gradient and no effect.
    private let map = SaliencyMap(
        method: .gradCAM, slices: 3, rows: 1, columns: 2, values: [1, 0.5, 0.2, 0.1, 8, 4])

    /// The largest cell of a slice shows its contribution; what speaks against the class, and what is empty, shows nothing.
    @Test func slicesAreInProportionToTheirContributions() {
        #expect(map.scaled(to: [2, 0.5, 0]).values == [2, 1, 0.5, 0.25, 0, 0])
        #expect(map.scaled(to: [2, -0.5, 0.1]).peak.map { [$0.slice, $0.row, $0.column] } == [0, 0, 0])
        #expect(map.scaled(to: [-1, -1, -1]).peak == nil)
        let empty = SaliencyMap(method: .gradCAM, slices: 2, rows: 1, columns: 1, values: [0, 1])
        #expect(empty.scaled(to: [3, 1]).values == [0, 1])
    }

    /// One frame, and the rows of one, keep their map.
    @Test func aMapOfOtherSlicesIsLeft() {
        #expect(map.scaled(to: [1, 2]) == map)
        let image = SaliencyMap(method: .gradCAM, slices: 1, rows: 1, columns: 2, values: [1, 2])
        #expect(image.scaled(to: [5]) == image)
    }
}
