import Testing

@testable import Saliency

@Suite struct SaliencyMapTests {
    @Test(arguments: [(7, 5), (225, 223), (128, 64), (1, 65)])
    func aReducedMapKeepsItsMean(rows: Int, columns: Int) {
        let values = (0..<2 * rows * columns).map { Float($0 % 17) }
        let map = SaliencyMap(method: .gradCAM, slices: 2, rows: rows, columns: columns, values: values)
        let small = map.reduced(toAtMost: 64)
        #expect(small.rows <= 64 && small.columns <= 64 && small.slices == 2)
        let means = [map, small].map { $0.values.reduce(0) { $0 + Double($1) } / Double($0.values.count) }
        #expect(abs(means[0] - means[1]) < 1e-3)
    }

    @Test func blocksThatDivideTheMapAreTheirMeans() {
        let map = SaliencyMap(method: .gradCAM, slices: 1, rows: 2, columns: 4, values: [1, 3, 5, 7, 1, 3, 5, 7])
        #expect(map.reduced(toAtMost: 2).values == [2, 6, 2, 6])
    }

    /// Four slices over eight frames, of which a scan has three: each frame has the value between the slices' centres.
    @Test func theFramesThatAScanLacksAreCutOff() {
        let map = SaliencyMap(method: .gradCAM, slices: 4, rows: 1, columns: 1, values: [0, 1, 2, 3])
        #expect(map.cut(toFrames: 3, of: 8).values == [0, 0.25, 0.75])
    }
}
