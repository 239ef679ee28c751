import Tensors
import Testing

@testable import Phantoms

@Suite struct ChestPhantomTests {
    private func scan(_ finding: ChestPhantom.Finding, seed: UInt64) -> Synthesis {
        var (patient, scan) = (RandomGenerator(seed: seed), RandomGenerator(seed: seed, stream: [1]))
        return ChestPhantom(using: &patient).scan(finding: finding, using: &scan)
    }

    @Test func aClearChestHasNoLesionAndTheOthersHaveOneWithoutASlice() throws {
        #expect(scan(.clear, seed: 1).lesion == nil)
        let nodule = try #require(scan(.nodule, seed: 1).lesion)
        let opacity = try #require(scan(.opacity, seed: 1).lesion)
        #expect(nodule.k == nil && opacity.k == nil)
        #expect(opacity.radius > nodule.radius)
    }

    @Test func imagesAreOfBothFormatsAndOfTheStatedSizes() {
        var formats: Set<Bool> = []
        for seed in 0..<12 {
            guard case .image(let pixels, let isJPEG) = scan(.nodule, seed: UInt64(seed)).content else {
                Issue.record("not an image")
                continue
            }
            formats.insert(isJPEG)
            #expect((96...128).contains(pixels.shape[0]) && (96...128).contains(pixels.shape[1]))
        }
        #expect(formats.count == 2)
    }

    @Test func aFindingLiesInTheMiddleOfABandOfRows() throws {
        let rows = (20..<40).filter { ChestPhantom.isMidBand($0, rows: 100) }
        #expect(rows == Array(26..<34))
        for seed in 0..<12 {
            let synthesis = scan(seed % 2 == 0 ? .nodule : .opacity, seed: UInt64(seed))
            guard case .image(let pixels, _) = synthesis.content else { continue }
            #expect(ChestPhantom.isMidBand(try #require(synthesis.lesion).j, rows: pixels.shape[0]))
        }
    }

    @Test func aNoduleIsBrighterThanItsSurroundings() throws {
        for seed in 0..<6 {
            let synthesis = scan(.nodule, seed: UInt64(seed))
            let lesion = try #require(synthesis.lesion)
            guard case .image(let pixels, _) = synthesis.content else { continue }
            func mean(from inner: Double, to outer: Double) -> Float {
                let offsets = (0..<pixels.count).filter { offset in
                    let (i, j) = (offset % pixels.shape[1] - lesion.i, offset / pixels.shape[1] - lesion.j)
                    return (inner...outer).contains(Double(i * i + j * j).squareRoot())
                }
                return offsets.reduce(0) { $0 + pixels[$1] } / Float(offsets.count)
            }
            #expect(mean(from: 0, to: lesion.radius - 1) > mean(from: lesion.radius + 1, to: lesion.radius + 3) + 25)
        }
    }
}
