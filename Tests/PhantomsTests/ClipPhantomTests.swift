import Tensors
import Testing

@testable import Phantoms

@Suite struct ClipPhantomTests {
    private func clip(moves: Bool, seed: UInt64) -> (frames: [Tensor], lesion: PhantomLesion?) {
        var (patient, scan) = (RandomGenerator(seed: seed), RandomGenerator(seed: seed, stream: [1]))
        let synthesis = ClipPhantom(using: &patient).scan(moves: moves, using: &scan)
        guard case .frames(let frames) = synthesis.content else { return ([], nil) }
        return (frames, synthesis.lesion)
    }

    /// The mean of a disc of 3 pixels' radius.
    private func brightness(_ frame: Tensor, _ i: Int, _ j: Int) -> Float {
        var (sum, count) = (Float(0), Float(0))
        for dj in -3...3 {
            for di in -3...3 where di * di + dj * dj <= 9 {
                sum += frame[(j + dj) * frame.shape[1] + i + di]
                count += 1
            }
        }
        return sum / count
    }

    @Test func theDiscIsAtTheLesionsPlaceInThatFrameAlone() throws {
        for seed in 0..<8 {
            let (frames, truth) = clip(moves: true, seed: UInt64(seed))
            let lesion = try #require(truth)
            let k = try #require(lesion.k)
            #expect(frames.count == 12 && (1...10).contains(k))
            let values = frames.map { brightness($0, lesion.i, lesion.j) }
            for (frame, value) in values.enumerated() where frame != k { #expect(values[k] > value + 35) }
        }
    }

    @Test func theDiscLeavesItsHomeByAtLeastTwoRadii() throws {
        for seed in 0..<8 {
            let (frames, truth) = clip(moves: true, seed: UInt64(seed))
            let lesion = try #require(truth)
            let k = try #require(lesion.k)
            let (height, width) = (frames[0].shape[0], frames[0].shape[1])
            let drops = (0..<height * width).filter { offset in
                frames[k][offset] < frames[k - 1][offset] - 35 && frames[k][offset] < frames[k + 1][offset] - 35
            }
            #expect(drops.count > 50)
            let i = Double(drops.map { $0 % width }.reduce(0, +)) / Double(drops.count)
            let j = Double(drops.map { $0 / width }.reduce(0, +)) / Double(drops.count)
            let distance =
                ((i - Double(lesion.i)) * (i - Double(lesion.i)) + (j - Double(lesion.j)) * (j - Double(lesion.j)))
            #expect(distance.squareRoot() >= 2 * lesion.radius)
        }
    }

    @Test func aDiscThatMovesJumpsOutOfTheDarkHalf() throws {
        for seed in 0..<8 {
            let (frames, truth) = clip(moves: true, seed: UInt64(seed))
            let lesion = try #require(truth)
            let k = try #require(lesion.k)
            let drops = (0..<frames[k].count).filter { offset in
                frames[k][offset] < frames[k - 1][offset] - 35 && frames[k][offset] < frames[k + 1][offset] - 35
            }
            let home = drops.reduce(0) { $0 + frames[k][$1] } / Float(drops.count)
            #expect(brightness(frames[k - 1], lesion.i, lesion.j) > home + 20)
        }
    }

    @Test func specksOutshineTheDiscInEveryFrameOfEveryClass() {
        for moves in [false, true] {
            for frame in clip(moves: moves, seed: 4).frames {
                #expect((0..<frame.count).contains { frame[$0] > 215 })
            }
        }
    }

    @Test func aStillClipHasNoLesion() {
        let (frames, lesion) = clip(moves: false, seed: 3)
        #expect(frames.count == 12)
        #expect(lesion == nil)
    }
}
