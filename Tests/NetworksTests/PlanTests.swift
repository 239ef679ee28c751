import Tensors
import Testing

@testable import Networks

@Suite(.serialized) struct PlanTests {
    static let input = InputShape(frames: 5, height: 9, width: 11, channels: 2)
    static let architecture = Architecture(layers: [
        .timeDistributed(
            TimeDistributed(layers: [
                .convolution(Convolution(filters: 6, bias: false)), .batchNormalization(BatchNormalization()), .relu,
                .maxPool(MaxPool()), .dropout(Dropout(rate: 0.2)), .globalAveragePool,
            ])),
        .lstm(LSTM(units: 7)), .dropout(Dropout(rate: 0.5)), .dense(Dense(units: 3)),
    ])
    static let labels = [0, 1, 2, 1]

    static func plan(_ mode: Plan.Mode = .train, weights: Weights? = nil) throws -> Plan {
        let plan = try Plan(architecture, input: input, batch: 4, mode: mode, threads: 2)
        try plan.load(try weights ?? Weights.initial(for: architecture, input: input, seed: 3))
        let shape = Shape([input.frames, input.height, input.width, input.channels])
        for index in 0..<4 {
            var generator = RandomGenerator(seed: 1, stream: [UInt64(index)])
            let elements = (0..<shape.count).map { _ in Float(generator.normal()) + Float(index) }
            try plan.setInput(Tensor(shape: shape, elements: elements), at: index)
        }
        return plan
    }

    static func step(_ plan: Plan, _ step: Int, _ rule: (Int) -> OptimizerStep) throws -> Float {
        let loss = try plan.trainStep(labels: labels, dropoutSeed: UInt64(step))
        try plan.update(rule(step))
        return loss
    }

    static let rules: [@Sendable (Int) -> OptimizerStep] = [
        { .adam(learningRate: 1e-2, weightDecay: 1e-2, step: $0) },
        { _ in .sgd(learningRate: 1e-2, momentum: 0.9, nesterov: true, weightDecay: 1e-3) },
    ]

    @Test(arguments: rules.indices)
    func equalSeedsGiveEqualBytes(_ rule: Int) throws {
        let plans = [try Self.plan(), try Self.plan()]
        for step in 1...5 {
            #expect(try Self.step(plans[0], step, Self.rules[rule]) == Self.step(plans[1], step, Self.rules[rule]))
        }
        #expect(try plans[0].weights() == plans[1].weights())
        #expect(try plans[0].gradients() == plans[1].gradients())
    }

    @Test(arguments: rules.indices)
    func resumingGivesTheSameBytes(_ rule: Int) throws {
        let whole = try Self.plan()
        for step in 1...4 { _ = try Self.step(whole, step, Self.rules[rule]) }
        let first = try Self.plan()
        for step in 1...2 { _ = try Self.step(first, step, Self.rules[rule]) }
        let second = try Self.plan(weights: first.weights())
        try second.loadOptimizerState(first.optimizerState())
        for step in 3...4 { _ = try Self.step(second, step, Self.rules[rule]) }
        #expect(try whole.weights() == second.weights())
        #expect(try whole.optimizerState() == second.optimizerState())
    }

    @Test(arguments: rules.indices)
    func trainingLowersTheLoss(_ rule: Int) throws {
        let plan = try Self.plan()
        let first = try Self.step(plan, 1, Self.rules[rule])
        var last = first
        for step in 2...150 { last = try Self.step(plan, step, Self.rules[rule]) }
        #expect(last < first / 2)
    }

    @Test func dropoutFollowsItsSeed() throws {
        let plan = try Self.plan()
        let losses = try [1, 2, 1].map { try plan.trainStep(labels: Self.labels, dropoutSeed: $0) }
        #expect(losses[0] == losses[2])
        #expect(losses[0] != losses[1])
    }

    /// After shorter sequences, full ones give the bytes that they gave before.
    @Test func lengthsLeaveNothingBehind() throws {
        let architecture = Architecture(layers: [
            .timeDistributed(TimeDistributed(layers: [.batchNormalization(BatchNormalization()), .globalAveragePool])),
            .lstm(LSTM(units: 4, bidirectional: true)), .dense(Dense(units: 3)),
        ])
        let plan = try Plan(architecture, input: Self.input, batch: 2, mode: .train, threads: 2)
        try plan.load(try Weights.initial(for: architecture, input: Self.input, seed: 3))
        func losses(frames: Int) throws -> Float {
            for index in 0..<2 {
                let shape = Shape([index == 0 ? 5 : frames, 9, 11, 2])
                let elements = (0..<shape.count).map { Float($0 % (7 + index)) }
                try plan.setInput(Tensor(shape: shape, elements: elements), at: index)
            }
            return try plan.trainStep(labels: [0, 2], dropoutSeed: 0)
        }
        let first = try losses(frames: 5)
        let gradients = try plan.gradients()
        #expect(try losses(frames: 2) != first)
        #expect(try losses(frames: 5) == first)
        #expect(try plan.gradients() == gradients)
    }

    @Test func gradientsAreScaledToANorm() throws {
        let plan = try Self.plan()
        _ = try plan.trainStep(labels: Self.labels, dropoutSeed: 1)
        let squares = try plan.gradients().entries.flatMap(\.tensor.elements).reduce(0.0) {
            $0 + Double($1) * Double($1)
        }
        let norm = plan.gradientNorm()
        #expect(abs(norm - squares.squareRoot()) < 1e-6 * norm)
        plan.scaleGradients(0.5)
        #expect(abs(plan.gradientNorm() - norm / 2) < 1e-6 * norm)
    }

    /// One step of PyTorch's rules, written out.
    @Test func updatesFollowTheRules() throws {
        let before = try Weights.initial(for: Self.architecture, input: Self.input, seed: 3)
        let adam = try Self.plan(weights: before)
        _ = try adam.trainStep(labels: Self.labels, dropoutSeed: 1)
        let gradients = try adam.gradients()
        try adam.update(.adam(learningRate: 0.1, weightDecay: 0.5, step: 1))
        let sgd = try Self.plan(weights: before)
        _ = try sgd.trainStep(labels: Self.labels, dropoutSeed: 1)
        try sgd.update(.sgd(learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.5))
        for (name, gradient) in gradients.entries {
            let old = try #require(before[name]).elements
            let expectedAdam = zip(old, gradient.elements).map { weight, gradient in
                weight * (1 - 0.1 * 0.5) - 0.1 * gradient / (abs(gradient) + 1e-8)
            }
            let expectedSGD = zip(old, gradient.elements).map { weight, gradient in
                let decayed = gradient + 0.5 * weight
                return weight - 0.1 * (decayed + 0.9 * decayed)
            }
            #expect(relativeError(try #require(adam.weights()[name]).elements, expectedAdam) < 1e-4, "\(name)")
            #expect(relativeError(try #require(sgd.weights()[name]).elements, expectedSGD) < 1e-5, "\(name)")
        }
    }

    @Test func foreignWeightsAreRefused() throws {
        let plan = try Self.plan()
        var weights = try plan.weights()
        let dense = try #require(weights["dense.bias"])
        weights["dense.bias"] = nil
        #expect(throws: PlanError.missingTensor(name: "dense.bias")) { try plan.load(weights) }
        weights["dense.bias"] = Tensor(shape: [4])
        #expect(throws: PlanError.shapeDiffers(name: "dense.bias", given: [4], wanted: [3])) { try plan.load(weights) }
        weights["dense.bias"] = dense
        weights["other"] = dense
        #expect(throws: PlanError.unknownTensor(name: "other")) { try plan.load(weights) }
    }

    @Test func wrongArgumentsAreRefused() throws {
        let plan = try Self.plan()
        #expect(throws: PlanError.labelCount(given: 1, batch: 4)) { try plan.trainStep(labels: [0], dropoutSeed: 0) }
        #expect(throws: PlanError.labelOutOfRange(label: 3, classes: 3)) {
            try plan.trainStep(labels: [0, 1, 2, 3], dropoutSeed: 0)
        }
        #expect(throws: PlanError.classWeights(given: [1], classes: 3)) {
            try plan.trainStep(labels: Self.labels, classWeights: [1], dropoutSeed: 0)
        }
        #expect(throws: PlanError.inputIndex(4, batch: 4)) { try plan.setInput(Tensor(shape: [1]), at: 4) }
        #expect(throws: PlanError.inputShape(given: [1], wanted: [5, 9, 11, 2])) {
            try plan.setInput(Tensor(shape: [1]), at: 0)
        }
        for frames in [0, 6] {
            #expect(throws: PlanError.inputShape(given: [frames, 9, 11, 2], wanted: [5, 9, 11, 2])) {
                try plan.setInput(Tensor(shape: [frames, 9, 11, 2]), at: 0)
            }
        }
        #expect(throws: PlanError.notAnInferencePlan) { try plan.infer() }
        #expect(throws: PlanError.invalidThreads(0)) {
            try Plan(Self.architecture, input: Self.input, batch: 1, mode: .infer, threads: 0)
        }
        #expect(throws: PlanError.invalidBatch(0)) {
            try Plan(Self.architecture, input: Self.input, batch: 0, mode: .infer, threads: 1)
        }
    }

    @Test func inferenceLeavesItsInputAlone() throws {
        let input = InputShape(frames: 1, height: 3, width: 3, channels: 1)
        let architecture = Architecture(layers: [.tanh, .flatten, .dense(Dense(units: 2))])
        let plan = try Plan(architecture, input: input, batch: 1, mode: .infer, threads: 1)
        try plan.load(try Weights.initial(for: architecture, input: input, seed: 1))
        try plan.setInput(Tensor(shape: [1, 3, 3, 1], repeating: 2), at: 0)
        try plan.infer()
        let first = plan.logits
        try plan.infer()
        #expect(plan.logits == first)
    }

    @Test func tooMuchMemoryIsAnError() throws {
        let input = InputShape(frames: 64, height: 2048, width: 2048, channels: 1)
        let architecture = Architecture(layers: [
            .timeDistributed(TimeDistributed(layers: [.convolution(Convolution(filters: 7)), .globalAveragePool])),
            .meanOverTime, .dense(Dense(units: 2)),
        ])
        #expect(throws: PlanError.self) {
            try Plan(architecture, input: input, batch: 512, mode: .train, threads: 1)
        }
    }
}
