import Foundation
import Kernels
import Tensors
import Testing

@testable import Networks

/// Clinical numbers beside padded sequences against float64 PyTorch (`Fixtures/make_clinical.py`), and what is refused.
@Suite(.serialized) struct JoinClinicalTests {
    struct Fixture: Decodable, CustomTestStringConvertible {
        var sequences: SequenceFixtureTests.Fixture
        var clinical: LayerFixtureTests.Numbers
        var testDescription: String { sequences.common.name }

        enum CodingKeys: CodingKey { case clinical }

        init(from decoder: any Decoder) throws {
            sequences = try SequenceFixtureTests.Fixture(from: decoder)
            clinical = try decoder.container(keyedBy: CodingKeys.self)
                .decode(LayerFixtureTests.Numbers.self, forKey: .clinical)
        }

        func plan(_ mode: Plan.Mode) throws -> Plan {
            let plan = try sequences.plan(mode)
            try sequences.setInput(of: plan, filler: 1e3)
            let width = clinical.shape[1]
            for index in 0..<clinical.shape[0] {
                try plan.setClinical(Array(clinical.values[index * width..<(index + 1) * width]), at: index)
            }
            return plan
        }
    }

    static let fixtures: [Fixture] = {
        guard let url = Bundle.module.url(forResource: "clinical", withExtension: "json", subdirectory: "Fixtures"),
            let data = try? Data(contentsOf: url)
        else { return [] }
        return (try? JSONDecoder().decode([Fixture].self, from: data)) ?? []
    }()

    @Test func fixturesAreThere() {
        #expect(Self.fixtures.count == 2)
    }

    @Test(arguments: fixtures)
    func training(_ fixture: Fixture) throws {
        let plan = try fixture.plan(.train)
        let expected = fixture.sequences.common
        let loss = try plan.trainStep(labels: expected.labels, dropoutSeed: 0)
        #expect(abs(Double(loss) - expected.loss) / expected.loss < 1e-6)
        #expect(relativeError(plan.logits, expected.logits.values) < 1e-5)
        let gradients = try plan.gradients()
        #expect(Set(gradients.names) == Set(expected.gradients.keys))
        for (name, expected) in expected.gradients {
            #expect(relativeError(try #require(gradients[name]).elements, expected.values) < 1e-5, "\(name)")
        }
    }

    @Test(arguments: fixtures)
    func inference(_ fixture: Fixture) throws {
        let plan = try fixture.plan(.infer)
        for _ in 0..<2 {
            try plan.infer()
            #expect(relativeError(plan.logits, fixture.sequences.common.inferLogits.values) < 1e-5)
        }
    }

    @Test func clinicalNumbersAloneMayBeJoined() throws {
        let architecture = Architecture(layers: [.flatten, .joinClinical(JoinClinical()), .dense(Dense(units: 2))])
        let input = InputShape(frames: 1, height: 2, width: 2, channels: 1, clinical: 3)
        #expect(try architecture.outputs(for: input).map(\.description)[1] == "a vector of 7 features")
        let plan = try Plan(architecture, input: input, batch: 2, mode: .train, threads: 1)
        try plan.load(try Weights.initial(for: architecture, input: input, seed: 1))
        #expect(try plan.trainStep(labels: [0, 1], dropoutSeed: 0).isFinite)
        #expect(throws: PlanError.clinicalCount(given: 2, wanted: 3)) { try plan.setClinical([1, 2], at: 0) }
        #expect(throws: PlanError.inputIndex(2, batch: 2)) { try plan.setClinical([1, 2, 3], at: 2) }
    }

    @Test(arguments: [
        (JoinClinical(), 0, "name the columns in `cohort.clinical`"),
        (JoinClinical(), 2, "joinClinical reads a vector but gets a sequence of 3 maps"),
        (JoinClinical(layers: [.maxPool(MaxPool())]), 2, "joinClinical.maxPool reads one feature map or volume"),
        (JoinClinical(combine: .weights), 2, "joinClinical reads a sequence of vectors"),
    ])
    func whatDoesNotFitIsRefused(layer: JoinClinical, numbers: Int, message: String) throws {
        let architecture = Architecture(layers: [.joinClinical(layer)])
        let input = InputShape(frames: 3, height: 2, width: 2, channels: 1, clinical: numbers)
        let error = try #require(throws: ArchitectureError.self) { try architecture.outputs(for: input) }
        #expect("\(error)".contains(message), "\(error)")
    }

    @Test func aWeightForEachStepIsNeeded() throws {
        let layers: [Layer] = [
            .timeDistributed(TimeDistributed(layers: [.flatten])),
            .joinClinical(JoinClinical(layers: [.dense(Dense(units: 2))], combine: .weights)),
        ]
        let input = InputShape(frames: 3, height: 2, width: 2, channels: 1, clinical: 2)
        let error = try #require(throws: ArchitectureError.self) {
            try Architecture(layers: layers).outputs(for: input)
        }
        #expect("\(error)".contains("end its own layers with `{dense: {units: 3}}`"), "\(error)")
        #expect(error.path == "joinClinical")
    }
}
