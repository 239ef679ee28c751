import Tensors
import Testing

@testable import Networks

@Suite(.serialized) struct FrozenLayersTests {
    private static let architecture = Architecture(layers: [
        .timeDistributed(
            TimeDistributed(layers: [
                .convolution(Convolution(filters: 6, bias: false)), .batchNormalization(BatchNormalization()), .relu,
                .maxPool(MaxPool()), .convolution(Convolution(name: "second", filters: 4)), .relu, .globalAveragePool,
            ])),
        .lstm(LSTM(units: 7)), .dense(Dense(units: 3)),
    ])

    private func plan(frozen: [String], averages: Bool = false) throws -> Plan {
        let input = PlanTests.input
        let plan = try Plan(
            Self.architecture, input: input, batch: 4, mode: .train, threads: 2, frozen: frozen, averages: averages)
        try plan.load(try weights())
        try fill(plan)
        return plan
    }

    /// Weights whose running statistics are not those that layers begin with.
    private func weights() throws -> Weights {
        var weights = try Weights.initial(for: Self.architecture, input: PlanTests.input, seed: 3)
        weights["timeDistributed.batchNormalization.running_mean"] = Tensor(shape: [6], repeating: 0.3)
        weights["timeDistributed.batchNormalization.running_var"] = Tensor(shape: [6], repeating: 2)
        return weights
    }

    private func fill(_ plan: Plan) throws {
        let input = PlanTests.input
        let shape = Shape([input.frames, input.height, input.width, input.channels])
        for index in 0..<4 {
            var generator = RandomGenerator(seed: 1, stream: [UInt64(index)])
            let elements = (0..<shape.count).map { _ in Float(generator.normal()) + Float(index) }
            try plan.setInput(Tensor(shape: shape, elements: elements), at: index)
        }
    }

    @Test(arguments: [
        ["timeDistributed"], ["timeDistributed.convolution", "timeDistributed.batchNormalization"],
        ["timeDistributed", "lstm"],
    ])
    func stayAsTheyAreWhileTheOthersLearn(_ frozen: [String]) throws {
        let plan = try plan(frozen: frozen, averages: true)
        let before = try plan.weights()
        #expect(try before == weights())
        for step in 1...3 {
            _ = try PlanTests.step(plan, step) { .adam(learningRate: 1e-2, weightDecay: 0.1, step: $0) }
            try plan.average(decay: 0.5)
        }
        let after = try plan.weights()
        let averages = try plan.averagedWeights()
        #expect(after.names == before.names && averages.names == before.names)
        let layers = try FrozenLayers(frozen, of: Self.architecture.parameters(for: PlanTests.input))
        for (name, tensor) in after.entries {
            #expect((tensor == before[name]) == layers.contains(parameter: name), "\(name)")
            #expect((averages[name] == before[name]) == layers.contains(parameter: name), "\(name)")
        }
        #expect(try plan.gradients().names.allSatisfy { !layers.contains(parameter: $0) })
        #expect(plan.trainedParameterCount < plan.parameterCount)
        try plan.loadOptimizerState(plan.optimizerState())
    }

    /// Frozen layers are those of an inference plan; what learns behind them gets the gradients of a network that begins there.
    @Test func computeAsInInference() throws {
        let frozen = try plan(frozen: ["timeDistributed", "lstm"])
        _ = try frozen.trainStep(labels: PlanTests.labels, dropoutSeed: 1)
        let inference = try Plan(Self.architecture, input: PlanTests.input, batch: 4, mode: .infer, threads: 2)
        try inference.load(try weights())
        try fill(inference)
        try inference.infer()
        #expect(relativeError(frozen.logits, inference.logits) < 1e-5)
        let evaluation = CrossEntropy().evaluate(inference.logits, Targets(labels: PlanTests.labels, classes: 3))
        let sums = (0..<3).map { column in (0..<4).reduce(Float(0)) { $0 + evaluation.gradient[$1 * 3 + column] } }
        #expect(relativeError(try #require(try frozen.gradients()["dense.bias"]).elements, sums) < 1e-4)
    }

    /// Frozen features taken from one place of a step may be set at another one of a later step.
    @Test(arguments: [["timeDistributed"], ["timeDistributed.convolution", "timeDistributed.batchNormalization"]])
    func featuresStandForTheSequence(_ frozen: [String]) throws {
        let plan = try plan(frozen: frozen)
        #expect(plan.keepsFrozenFeatures)
        let labels = PlanTests.labels
        let loss = try plan.trainStep(labels: labels, dropoutSeed: 1)
        let (logits, gradients) = (plan.logits, try plan.gradients())
        let features = try (0..<4).map { try plan.frozenFeatures(at: $0) }
        for index in 0..<4 { try plan.setInput(Tensor(shape: [5, 9, 11, 2]), at: index) }
        _ = try plan.trainStep(labels: labels, dropoutSeed: 1)
        #expect(plan.logits != logits)
        for index in 0..<4 { try plan.setFrozenFeatures(features[index], at: index) }
        let targets = Targets(labels: labels, classes: 3)
        #expect(
            try plan.trainStep(targets: targets, loss: CrossEntropy(), dropoutSeed: 1, skipsFrozen: true) == loss)
        #expect(plan.logits == logits)
        #expect(try plan.gradients() == gradients)
        for index in 0..<4 { try plan.setFrozenFeatures(features[3 - index], at: index) }
        _ = try plan.trainStep(targets: targets, loss: CrossEntropy(), dropoutSeed: 1, skipsFrozen: true)
        #expect(Array(plan.logits[0..<3]) == Array(logits[9..<12]))
        #expect(throws: PlanError.noFrozenFeatures) { try self.plan(frozen: []).frozenFeatures(at: 0) }
    }

    /// As in Islam 2020, whose normalizations learn between frozen convolutions and a frozen LSTM.
    @Test func behindLayersThatLearnOnlyTheWeightsStay() throws {
        let frozen = try plan(
            frozen: ["timeDistributed.convolution", "timeDistributed.second", "lstm"], averages: true)
        let free = try plan(frozen: ["timeDistributed.convolution"])
        let before = try frozen.weights()
        for plan in [frozen, free] { _ = try plan.trainStep(labels: PlanTests.labels, dropoutSeed: 1) }
        let (some, all) = (try frozen.gradients(), try free.gradients())
        #expect(
            some.names == ["timeDistributed.batchNormalization.weight", "timeDistributed.batchNormalization.bias"]
                + ["dense.weight", "dense.bias"])
        for name in some.names { #expect(some[name] == all[name], "\(name)") }
        try frozen.update(.adam(learningRate: 1e-2, step: 1))
        try frozen.average(decay: 0.5)
        let (after, average) = (try frozen.weights(), try frozen.averagedWeights())
        for name in before.names where name.contains("convolution") || name.contains("second") || name.contains("lstm")
        {
            #expect(after[name] == before[name] && average[name] == before[name], "\(name)")
        }
        #expect(after["dense.weight"] != before["dense.weight"])
        try frozen.loadOptimizerState(frozen.optimizerState())
    }

    @Test func whatCannotBeFrozenIsSaid() throws {
        #expect(
            throws: PlanError.frozenBehindTrained(
                frozen: "timeDistributed.batchNormalization", trained: "timeDistributed.convolution")
        ) {
            try plan(frozen: ["timeDistributed.batchNormalization"])
        }
        #expect(throws: PlanError.nothingToTrain(paths: ["timeDistributed", "lstm", "dense"])) {
            try plan(frozen: ["timeDistributed", "lstm", "dense"])
        }
        let error = #expect(throws: PlanError.self) { try plan(frozen: ["timeDistribute"]) }
        #expect(error?.description.contains("did you mean `timeDistributed`?") == true)
        let other = #expect(throws: PlanError.self) { try plan(frozen: ["x"]) }
        #expect(other?.description.contains("there are dense, lstm, timeDistributed") == true)
    }
}
