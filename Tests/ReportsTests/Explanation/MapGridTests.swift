import Imaging
import Testing

@testable import Reports

@Suite struct MapGridTests {
    @Test func valuesAreStepsOfTheLargest() {
        let grid = MapGrid(columns: 4, rows: 1, slices: 1, quantising: [0.5, -1, .nan, 0.25], placement: .identity)
        #expect(grid.values == [64, -127, 0, 32] && grid.scale == 1)
        let empty = MapGrid(columns: 1, rows: 1, slices: 1, quantising: [0], placement: .identity)
        #expect(empty.values == [0] && empty.scale == 0)
    }

    @Test func placesBetweenCellsAreInterpolated() {
        let grid = MapGrid(
            columns: 2, rows: 1, slices: 2, values: [0, 127, 127, 0], scale: 1, placement: .identity)
        #expect(grid.value(at: [0.25, 0, 0]) == 0.25)
        #expect(grid.value(at: [0.5, 0, 0.5]) == 0.5)
        #expect(grid.value(at: [-0.5, 0.5, 1]) == 1)
        #expect(grid.value(at: [-0.6, 0, 1]) == 0)
        #expect(grid.value(at: [.nan, 0, 0]) == 0)
    }

    @Test func theViewerOpensAtThePeakInTheLeadingSlice() {
        let example = explanationExample()
        #expect(example.firstVoxel == [18, 14, 9])
        var still = example
        still.frames = nil
        #expect(still.firstVoxel == [18, 14, 10])
    }

    /// What added most may be a blank end where nothing speaks for the class.
    @Test func withoutEvidenceTheViewerOpensWhereTheScanShowsMost() {
        var pixels = [UInt8](repeating: 0, count: 4 * 4 * 8)
        for place in 0..<8 { pixels[5 * 16 + place] = 200 }
        pixels[2 * 16] = 200
        let stack = PictureStack(columns: 4, rows: 4, slices: 8, pixels: pixels)
        var example = explanationExample(states: [.noPositiveEvidence])
        example.pictures.stack = stack
        #expect(example.firstVoxel == [12, 10, 11])
        example.frames = nil
        example.maps = []
        #expect(example.firstVoxel == [12, 10, 11])
        example.pictures.stack = PictureStack(
            columns: 4, rows: 4, slices: 8, pixels: [UInt8](repeating: 7, count: 4 * 4 * 8))
        #expect(example.firstVoxel == [12, 10, 8])
    }

    @Test func aMapWithoutAPlaceIsNotDrawn() {
        var example = explanationExample()
        example.maps[0].grid?.placement = Affine(spacing: [0, 1, 1])
        #expect(example.maps[0].drawnGrid == nil)
        #expect(!ViewerData(example).json.contains("\"values\""))
    }
}
