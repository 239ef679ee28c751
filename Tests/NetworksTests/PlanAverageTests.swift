import Tensors
import Testing

@testable import Networks

@Suite(.serialized) struct PlanAverageTests {
    private func plan(weights: Weights? = nil) throws -> Plan {
        let plan = try Plan(
            PlanTests.architecture, input: PlanTests.input, batch: 4, mode: .train, threads: 2, averages: true)
        let initial = try Weights.initial(for: PlanTests.architecture, input: PlanTests.input, seed: 3)
        try plan.load(weights ?? initial)
        let input = PlanTests.input
        let shape = Shape([input.frames, input.height, input.width, input.channels])
        for index in 0..<4 {
            var generator = RandomGenerator(seed: 1, stream: [UInt64(index)])
            let elements = (0..<shape.count).map { _ in Float(generator.normal()) + Float(index) }
            try plan.setInput(Tensor(shape: shape, elements: elements), at: index)
        }
        return plan
    }

    private func step(_ plan: Plan, _ number: Int) throws {
        _ = try PlanTests.step(plan, number) { .adam(learningRate: 1e-2, step: $0) }
        try plan.average(decay: 0.75)
    }

    @Test func followsWeightsAndRunningStatistics() throws {
        let plan = try plan()
        var expected = try plan.weights()
        #expect(try plan.averagedWeights() == expected)
        for number in 1...3 {
            try step(plan, number)
            for (name, tensor) in try plan.weights().entries {
                let old = try #require(expected[name]).elements
                expected[name] = Tensor(
                    shape: tensor.shape, elements: zip(old, tensor.elements).map { 0.75 * $0 + 0.25 * $1 })
            }
        }
        let found = try plan.averagedWeights()
        #expect(found.names == expected.names)
        for (name, tensor) in found.entries {
            #expect(relativeError(tensor.elements, try #require(expected[name]).elements) < 1e-6, "\(name)")
        }
        #expect(try plan.weights() != found)
    }

    @Test func goesOnFromACheckpoint() throws {
        let whole = try plan()
        for number in 1...4 { try step(whole, number) }
        let first = try plan()
        for number in 1...2 { try step(first, number) }
        let second = try plan(weights: first.weights())
        try second.loadOptimizerState(first.optimizerState())
        try second.loadAverage(first.averagedWeights())
        for number in 3...4 { try step(second, number) }
        #expect(try whole.averagedWeights() == second.averagedWeights())
    }

    @Test func isRefusedByAPlanWithoutOne() throws {
        let plan = try PlanTests.plan()
        #expect(throws: PlanError.noAverage) { try plan.average(decay: 0.9) }
        #expect(throws: PlanError.noAverage) { try plan.averagedWeights() }
        #expect(throws: PlanError.noAverage) { try plan.loadAverage(Weights()) }
    }
}
