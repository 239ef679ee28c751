import Foundation
import Tensors
import Testing

@testable import Networks

/// The layers of frames, maps and volumes against float64 PyTorch (`Fixtures/make_frame_layers.py`).
@Suite(.serialized) struct FrameLayerFixtureTests {
    struct Fixture: Decodable, CustomTestStringConvertible {
        var tolerance: Double
        var network: LayerFixtureTests.Fixture
        var testDescription: String { network.name }

        private enum CodingKeys: CodingKey {
            case tolerance
        }

        init(from decoder: any Decoder) throws {
            tolerance = try decoder.container(keyedBy: CodingKeys.self).decode(Double.self, forKey: .tolerance)
            network = try LayerFixtureTests.Fixture(from: decoder)
        }
    }

    static let fixtures: [Fixture] = {
        guard let url = Bundle.module.url(forResource: "frame_layers", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([Fixture].self, from: data)) ?? []
    }()

    @Test func fixturesAreThere() {
        #expect(Self.fixtures.count == 44)
    }

    /// Two steps, because gradients that are added to must start at zero each time.
    @Test(arguments: fixtures)
    func training(_ fixture: Fixture) throws {
        let network = fixture.network
        let plan = try network.plan(.train)
        for _ in 0..<2 {
            try plan.load(try network.orderedWeights())
            let loss = try plan.trainStep(labels: network.labels, dropoutSeed: 0)
            #expect(abs(Double(loss) - network.loss) / network.loss < 1e-5)
            #expect(relativeError(plan.logits, network.logits.values) < fixture.tolerance)
            let gradients = try plan.gradients()
            #expect(Set(gradients.names) == Set(network.gradients.keys))
            // A bias before a normalization has a gradient of exactly 0; float32 leaves rounding there.
            let largest = network.gradients.values.flatMap(\.values).map(abs).max() ?? 0
            for (name, expected) in network.gradients {
                let found = try #require(gradients[name])
                #expect(found.shape.extents == expected.shape)
                if expected.values.allSatisfy({ abs($0) < 1e-6 * largest }) {
                    let most = found.elements.map(abs).max() ?? 0
                    #expect(Double(most) < fixture.tolerance * Double(largest), "\(name)")
                } else {
                    #expect(relativeError(found.elements, expected.values) < fixture.tolerance, "\(name)")
                }
            }
            let weights = try plan.weights()
            for (name, expected) in network.running {
                #expect(relativeError(try #require(weights[name]).elements, expected.values) < 1e-5, "\(name)")
            }
        }
    }

    /// One thread computes depth first, so do three where they divide the rows; two compute most batches layer by layer.
    @Test(arguments: fixtures, [1, 2, 3])
    func inference(_ fixture: Fixture, threads: Int) throws {
        let plan = try fixture.network.plan(.infer, threads: threads)
        for _ in 0..<2 {
            try plan.infer()
            #expect(relativeError(plan.logits, fixture.network.inferLogits.values) < fixture.tolerance)
        }
    }

    @Test(arguments: fixtures)
    func weightsComeBackUnchanged(_ fixture: Fixture) throws {
        #expect(try fixture.network.plan(.train).weights() == fixture.network.orderedWeights())
    }
}
