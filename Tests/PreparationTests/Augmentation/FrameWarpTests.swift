import Tensors
import Testing

@testable import Preparation

@Suite struct FrameWarpTests {
    struct Case: Decodable {
        var matrix, shift, result: [Double]
    }

    struct Reference: Decodable {
        var height, width, grid: Int
        var frame: [Float]
        var fill: Float
        var cases: [Case]
        var angle: Double
        var turned, moved, nodeRows, nodeColumns, fieldRows, bent: [Double]

        func warped(_ transform: FrameTransform, _ deformation: FrameDeformation? = nil) -> Tensor {
            FrameWarp(transform, deformation, height: height, width: width)
                .apply(to: Tensor(shape: [1, height, width, 1], elements: frame), fill: fill)
        }
    }

    private let reference: Reference

    init() throws {
        reference = try Fixture.decode("augmentation")
    }

    @Test func linearMapsEqualScipy() {
        for one in reference.cases {
            let transform = FrameTransform(
                rows: [one.matrix[0], one.matrix[1], one.shift[0]],
                columns: [one.matrix[2], one.matrix[3], one.shift[1]])
            #expect(distance(reference.warped(transform), one.result) < 2e-6)
        }
    }

    @Test func turnsAndMovesEqualScipy() {
        let turn = FrameTransform.rotation(radians: reference.angle * .pi / 180)
        #expect(distance(reference.warped(turn), reference.turned) < 2e-6)
        #expect(distance(reference.warped(.translation(rows: 2, columns: -3)), reference.moved) < 2e-6)
    }

    @Test func bendsEqualScipy() {
        let deformation = FrameDeformation(
            grid: reference.grid, rows: reference.nodeRows, columns: reference.nodeColumns)
        let moves = deformation.moves(height: reference.height, width: reference.width)
        let field = (0..<reference.height).flatMap { moves.line($0) }
        #expect(zip(field, reference.fieldRows).allSatisfy { abs($0.x - $1) < 1e-12 })
        #expect(distance(reference.warped(.identity, deformation), reference.bent) < 2e-6)
    }

    @Test func stepsFollowEachOther() {
        let moved = FrameTransform.translation(rows: 0, columns: 2)
        let mirrored = FrameTransform.scaling(rows: 1, columns: -1)
        let frame = Tensor(shape: [1, 1, 5, 1], elements: [1, 2, 3, 4, 5])
        func seen(_ transform: FrameTransform) -> [Float] {
            FrameWarp(transform, height: 1, width: 5).apply(to: frame, fill: 0).elements
        }
        #expect(seen(moved.followed(by: mirrored)) == [3, 2, 1, 0, 0])
        #expect(seen(mirrored.followed(by: moved)) == [0, 0, 5, 4, 3])
    }

    @Test func framesAndChannelsChangeAlike() {
        let frames = Tensor(shape: [2, 3, 1, 2], elements: counting(12))
        let warp = FrameWarp(.scaling(rows: -1, columns: 1), height: 3, width: 1)
        #expect(warp.apply(to: frames, order: [1, 0], fill: 0).elements == [10, 11, 8, 9, 6, 7, 4, 5, 2, 3, 0, 1])
    }

    @Test func farPlacesAreFilled() {
        let warp = FrameWarp(.translation(rows: 1e30, columns: .nan), height: 2, width: 2)
        #expect(warp.apply(to: Tensor(shape: [1, 2, 2, 1], repeating: 3), fill: -1).elements == [-1, -1, -1, -1])
    }
}
