import Foundation
import Testing

@testable import Saliency

/// Class activation maps against NumPy (`Fixtures/make_maps.py`).
@Suite struct ClassActivationTests {
    struct Fixture: Decodable {
        var steps, channels: Int
        var grid: [Int]
        var activation, gradient: [Float]
        var gradCAM, gradCAMPlusPlus, layerCAM, hiResCAM: [Float]

        var reading: TapReading {
            TapReading(steps: steps, channels: channels, grid: grid, activation: activation, gradient: gradient)
        }
    }

    static let fixtures: [Fixture] = {
        guard let url = Bundle.module.url(forResource: "maps", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([Fixture].self, from: data)) ?? []
    }()

    @Test func fixturesAreThere() { #expect(Self.fixtures.count == 3) }

    @Test func formulas() {
        for fixture in Self.fixtures {
            let reading = fixture.reading
            let pairs = [
                (reading.gradCAM(), fixture.gradCAM), (reading.gradCAMPlusPlus(), fixture.gradCAMPlusPlus),
                (reading.layerCAM(), fixture.layerCAM), (reading.hiResCAM(), fixture.hiResCAM),
            ]
            for (map, wanted) in pairs {
                #expect(map.slices == fixture.steps * fixture.grid[0])
                let largest = wanted.max() ?? 0
                #expect(map.values.count == wanted.count)
                for (found, value) in zip(map.values, wanted) {
                    #expect(abs(found - value) <= 2e-5 * max(largest, 1), "\(map.method)")
                }
            }
        }
    }

    /// Where everything speaks against the class there is no peak, no scale and no NaN.
    @Test func noEvidenceIsAnAnswer() {
        let reading = TapReading(
            steps: 1, channels: 2, grid: [1, 2, 2], activation: [1, 2, 3, 4, 1, 1, 1, 1],
            gradient: [-1, -1, -1, -1, 0, 0, 0, 0])
        for map in [reading.gradCAM(), reading.gradCAMPlusPlus(), reading.layerCAM(), reading.hiResCAM()] {
            #expect(!map.hasPositiveEvidence)
            #expect(map.peak == nil)
            #expect(map.values.allSatisfy { $0 == 0 })
        }
        let empty = TapReading(
            steps: 1, channels: 1, grid: [1, 1, 2], activation: [0, 0], gradient: [.nan, .infinity])
        #expect(empty.gradCAM().values.allSatisfy { $0.isFinite })
    }

    @Test func methodsAreKnownByManyNames() throws {
        #expect(try SaliencyMethod(named: "Grad-CAM++") == .gradCAMPlusPlus)
        #expect(try SaliencyMethod(named: "integrated_gradients") == .integratedGradients)
        #expect(try SaliencyMethod(named: "RISE") == .randomMasks)
        #expect(throws: SaliencyError.self) { _ = try SaliencyMethod(named: "gradcan") }
        do {
            _ = try SaliencyMethod(named: "gradCAN")
        } catch {
            #expect("\(error)" == "there is no saliency method `gradCAN`; did you mean `gradCAM`?")
        }
    }

    @Test func areaIsATrapezoids() {
        #expect(Faithfulness.area([1, 1, 1]) == 1)
        #expect(Faithfulness.area([1, 0]) == 0.5)
        #expect(abs(Faithfulness.area([1, 0.5, 0]) - 0.5) < 1e-12)
    }
}
