import Foundation
import Kernels
import Testing

@testable import Networks

/// Ten updates by every rule against float64 PyTorch (`Fixtures/make_optimizers.py`).
@Suite(.serialized) struct OptimizerFixtureTests {
    struct Trajectory: Decodable {
        var name: String
        var weights: [[Float]]
    }

    struct Fixture: Decodable {
        var start: [Float]
        var gradients: [[Float]]
        var trajectories: [Trajectory]
    }

    static let steps: [(name: String, step: @Sendable (Int) -> OptimizerStep)] = [
        ("adam", { .adam(learningRate: 1e-2, step: $0) }),
        ("adamW", { .adam(learningRate: 1e-2, weightDecay: 0.1, step: $0) }),
        ("sgd", { _ in .sgd(learningRate: 1e-2, momentum: 0.9, weightDecay: 0.1) }),
        ("nesterov", { _ in .sgd(learningRate: 1e-2, momentum: 0.9, nesterov: true) }),
        ("rmsprop", { _ in .rmsprop(learningRate: 1e-2, rho: 0.9, epsilon: 1e-7) }),
        (
            "rmspropMomentum",
            { _ in .rmsprop(learningRate: 1e-2, rho: 0.99, epsilon: 1e-3, momentum: 0.8, weightDecay: 0.1) }
        ),
        ("adadelta", { _ in .adadelta(learningRate: 1, rho: 0.9, epsilon: 1e-6, weightDecay: 0.1) }),
        ("adagrad", { _ in .adagrad(learningRate: 1e-2, epsilon: 1e-10, weightDecay: 0.1) }),
    ]

    @Test(arguments: steps.indices)
    func agreesWithPyTorch(_ number: Int) throws {
        let url = try #require(
            Bundle.module.url(forResource: "optimizers", withExtension: "json", subdirectory: "Fixtures"))
        let fixture = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
        let (name, step) = Self.steps[number]
        let expected = try #require(fixture.trajectories.first { $0.name == name })

        let builder = try PlanBuilder(mode: .train, threads: 1)
        let layout = try Layout.plain([fixture.start.count])
        let description = ParameterDescription(
            name: "w", shape: [fixture.start.count], initialValue: .constant(0))
        let parameter = try builder.parameter([description], canonical: layout, stored: layout)
        builder.arena.reserveMoments()
        try builder.workspace.commit()
        try parameter.write(fixture.start)
        let gradient = try #require(parameter.gradient)
        for (index, values) in fixture.gradients.enumerated() {
            try values.withUnsafeBufferPointer { try gradient.write($0, as: layout) }
            builder.arena.update(step(index + 1).rule)
            var found = Weights()
            try parameter.save(parameter.value, to: &found)
            #expect(
                relativeError(try #require(found["w"]).elements, expected.weights[index]) < 2e-6,
                "\(name) step \(index)")
        }
    }
}
