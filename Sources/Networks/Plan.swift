import Kernels
import Tensors

/// An architecture compiled for one batch shape: primitives, weights and memory are made once and used every step.
///
/// A plan is used from one thread; while a step runs, nothing else should compute, because its threads wait for each other
/// by spinning. The same weights, inputs, seed and number of threads give the same bytes.
public final class Plan {
    public enum Mode: Hashable, Sendable {
        case train, infer
        /// Running statistics and no dropout, as in inference; what the layers named in `taps` make of a batch and its
        /// gradient can be read, and with `inputGradient` the gradient of the batch itself.
        case explain(taps: [String] = [], inputGradient: Bool = false)
    }

    public let architecture: Architecture
    public let input: InputShape
    public let batch: Int
    public let mode: Mode
    public let threads: Int
    /// What the network says of a sequence.
    public let answer: Answer

    let builder: PlanBuilder
    let descriptions: [ParameterDescription]
    private let inputMemory: Memory
    let output: Memory
    let outputGradient, inputGradient: Memory?
    let lengths: SequenceLengths
    /// How many steps of each sequence are answered; nil where all are, or where the sequence has one answer.
    let answeredLengths: SequenceLengths?
    private var loaded: Weights?

    /// - Parameters:
    ///   - batch: how many sequences one step reads.
    ///   - threads: how many threads compute, the caller's among them.
    ///   - frozen: the paths of layers that a training leaves as they are, with everything below them.
    ///   - averages: whether a training plan keeps a moving average of its weights.
    ///   - keepsDropout: whether an inference plan drops numbers as training does (Gal and Ghahramani 2016); batch
    ///     normalization still uses its running statistics.
    ///   - algorithms: says which algorithm computes which convolution.
    /// - Throws: `PlanError` where the architecture cannot read the input or the machine lacks memory.
    public init(
        _ architecture: Architecture, input: InputShape, batch: Int, mode: Mode, threads: Int, frozen: [String] = [],
        averages: Bool = false, keepsDropout: Bool = false, algorithms: AlgorithmTable = .committed
    ) throws(PlanError) {
        guard batch >= 1, batch <= FeatureLimits.extent else { throw .invalidBatch(batch) }
        guard threads >= 1, threads <= 1024 else { throw .invalidThreads(threads) }
        self.architecture = architecture
        self.input = input
        self.batch = batch
        self.mode = mode
        self.threads = threads
        let shape: FeatureShape
        let parameters: [ParameterDescription]
        let leastBytes: Int
        do {
            answer = try architecture.answer(for: input)
            parameters = try architecture.parameters(for: input)
            shape = try Architecture.shape(of: input)
            leastBytes = try architecture.leastBytes(for: input, batch: batch)
        } catch {
            throw .architecture(error)
        }
        try mode.check(against: architecture, input: input)
        try kernels { () throws(KernelError) in try MachineMemory.check(leastBytes) }
        parameterCount = parameters.filter(\.isTrained).reduce(0) { $0 + $1.shape.count }
        let frozen = frozen.isEmpty ? .none : try FrozenLayers(frozen, of: parameters)
        descriptions = parameters.map { description in
            var description = description
            if frozen.contains(parameter: description.name) { description.isTrained = false }
            return description
        }
        let builder = try PlanBuilder(
            mode: mode, threads: threads, averages: averages, frozen: mode == .train ? frozen : .none,
            keepsDropout: keepsDropout && mode == .infer, algorithms: algorithms)
        self.builder = builder
        let rows = batch * input.frames
        inputMemory = try kernels { () throws(KernelError) in
            if input.clinical > 0 { try builder.makeClinical(.plain([batch, input.clinical])) }
            return try builder.makeInput(.plain([rows, input.channels, input.height, input.width]))
        }
        lengths = SequenceLengths(steps: input.frames, batch: batch)
        let signal = Signal(
            shape: shape, memory: inputMemory, rows: rows, needsGradient: mode.needsInputGradient,
            lengths: input.frames > 1 ? lengths : nil)
        let link = try LayerSequence.compile(
            architecture.layers(for: input), input: signal, below: LayerPath(), in: builder)
        output = link.output.memory
        answeredLengths = answer.steps == nil ? nil : link.output.lengths
        if mode == .train {
            outputGradient = try kernels { () throws(KernelError) in try builder.gradient(link.output.memory.layout) }
            if let outputGradient { _ = try link.backward(outputGradient) }
            inputGradient = nil
            builder.arena.reserveMoments()
        } else if let taps = builder.taps {
            (outputGradient, inputGradient) = try taps.listBackward(from: link, in: builder)
        } else {
            (outputGradient, inputGradient) = (nil, nil)
        }
        try kernels { () throws(KernelError) in try builder.workspace.commit() }
    }

    /// The bytes of the plan's buffers.
    public var bufferBytes: Int { builder.workspace.bytes }

    /// Takes over `weights`, which must be exactly the tensors of the architecture.
    public func load(_ weights: Weights) throws(PlanError) {
        ThreadTeam.use(threads: threads)
        try check(weights, suffixes: [""])
        for loader in builder.loaders { try loader(weights) }
        loaded = weights
        try setAverage(weights)
    }

    /// The weights, running statistics included, in canonical layout and order.
    public func weights() throws(PlanError) -> Weights {
        if mode != .train, let loaded { return loaded }
        var found = frozenWeights
        for parameter in builder.parameters where parameter.parts.allSatisfy({ found[$0.name] == nil }) {
            try parameter.save(parameter.value, to: &found)
        }
        return try ordered(found, suffixes: [""])
    }

    /// What the frozen layers were loaded with.
    var frozenWeights: Weights {
        var found = Weights()
        for (name, tensor) in loaded?.entries ?? [] where builder.frozen.contains(parameter: name) {
            found[name] = tensor
        }
        return found
    }

    /// How many numbers the network has; running statistics do not count.
    public let parameterCount: Int

    /// How many numbers a step changes.
    public var trainedParameterCount: Int { descriptions.filter(\.isTrained).reduce(0) { $0 + $1.shape.count } }

    /// Copies one sequence (`T·H·W·C`) to place `index` of the batch.
    ///
    /// It may have fewer frames than the plan reads, at least one: what is missing is padding, which changes no logit and no
    /// gradient.
    public func setInput(_ frames: Tensor, at index: Int) throws(PlanError) {
        guard index >= 0, index < batch else { throw .inputIndex(index, batch: batch) }
        let wanted = Shape([input.frames, input.height, input.width, input.channels])
        let given = frames.shape.extents
        guard given.count == 4, given.dropFirst() == wanted.extents.dropFirst(), (1...input.frames).contains(given[0])
        else { throw .inputShape(given: frames.shape, wanted: wanted) }
        lengths.set(given[0], for: index)
        let pixels = input.height * input.width
        let channels = input.channels
        frames.withUnsafeElements { source in
            guard let source = source.baseAddress else { return }
            for frame in 0..<given[0] {
                let from = source + frame * pixels * channels
                let to = inputMemory.elements + (frame * batch + index) * pixels * channels
                if channels == 1 {
                    to.update(from: from, count: pixels)
                } else {
                    for channel in 0..<channels {
                        for pixel in 0..<pixels { to[channel * pixels + pixel] = from[pixel * channels + channel] }
                    }
                }
            }
            for frame in given[0]..<input.frames {
                (inputMemory.elements + (frame * batch + index) * pixels * channels)
                    .update(repeating: 0, count: pixels * channels)
            }
        }
    }

    /// Runs the forward and the backward pass; the gradients stay in the plan.
    ///
    /// - Parameters:
    ///   - labels: one class for each place of the batch.
    ///   - classWeights: one weight for each class, PyTorch's weighted mean; `nil` weighs all alike.
    ///   - labelSmoothing: the share of the target that is spread over all classes, PyTorch's rule.
    ///   - dropoutSeed: different for every step; equal seeds drop the same numbers.
    /// - Returns: the loss, softmax cross-entropy.
    public func trainStep(
        labels: [Int], classWeights: [Float]? = nil, labelSmoothing: Float = 0, dropoutSeed: UInt64
    ) throws(PlanError) -> Float {
        guard labels.count == batch else { throw .labelCount(given: labels.count, batch: batch) }
        for label in labels where label < 0 || label >= classes {
            throw .labelOutOfRange(label: label, classes: classes)
        }
        guard labelSmoothing >= 0, labelSmoothing < 1 else { throw .labelSmoothing(labelSmoothing) }
        if let classWeights {
            guard classWeights.count == classes, classWeights.allSatisfy({ $0 >= 0 && $0.isFinite }),
                labels.contains(where: { classWeights[$0] > 0 })
            else { throw .classWeights(given: classWeights, classes: classes) }
        }
        return try trainStep(
            targets: Targets(labels: labels, classes: classes),
            loss: CrossEntropy(classWeights: classWeights, labelSmoothing: labelSmoothing), dropoutSeed: dropoutSeed)
    }

    /// Runs the forward and the backward pass for any loss; the gradients stay in the plan.
    ///
    /// - Parameters:
    ///   - targets: one row for each answer, one column for each class: a row for each place of the batch or, where each step
    ///     is answered, for each real step of the first sequence, then of the second, and so on. Padding has no row, and
    ///     changes neither the loss nor a gradient.
    ///   - skipsFrozen: whether `setFrozenFeatures` has set what the frozen layers make of the whole batch.
    public func trainStep(
        targets: Targets, loss: some Loss, dropoutSeed: UInt64, skipsFrozen: Bool = false
    ) throws(PlanError) -> Float {
        guard mode == .train else { throw .notATrainingPlan(operation: "a training step") }
        let answers = answerRows.count
        guard targets.rows == answers, targets.columns == classes else {
            throw .targetShape(given: [targets.rows, targets.columns], wanted: [answers, classes])
        }
        ThreadTeam.use(threads: threads)
        builder.dropout.seed = dropoutSeed
        let first = skipsFrozen ? builder.frozenBoundary?.operations ?? 0 : 0
        try run(builder.forward[first...])
        let evaluation = loss.evaluate(logits, targets)
        setOutputGradient(evaluation.gradient)
        try run(builder.backward)
        return Float(evaluation.loss)
    }

    /// The Euclidean norm of all gradients together.
    public func gradientNorm() -> Double { builder.arena.gradientNorm() }

    /// Multiplies every gradient by `factor`.
    public func scaleGradients(_ factor: Float) { builder.arena.scaleGradients(factor) }

    /// Changes the weights by their gradients, in one pass.
    public func update(_ step: OptimizerStep) throws(PlanError) {
        guard mode == .train else { throw .notATrainingPlan(operation: "an update") }
        builder.arena.update(step.rule)
    }

    /// The optimizer's moments, for a checkpoint: `<name>.first` (mean gradient or velocity) and `<name>.second`.
    public func optimizerState() throws(PlanError) -> Weights {
        guard mode == .train else { throw .notATrainingPlan(operation: "the optimizer's state") }
        var state = Weights()
        for parameter in builder.parameters {
            for (memory, suffix) in zip(parameter.moments, Self.momentSuffixes) {
                try parameter.save(memory, to: &state, suffix: suffix)
            }
        }
        return try ordered(state, suffixes: Self.momentSuffixes, trainedOnly: true)
    }

    /// Goes on from a checkpoint's moments.
    public func loadOptimizerState(_ state: Weights) throws(PlanError) {
        guard mode == .train else { throw .notATrainingPlan(operation: "the optimizer's state") }
        try check(state, suffixes: Self.momentSuffixes, trainedOnly: true)
        for parameter in builder.parameters {
            for (memory, suffix) in zip(parameter.moments, Self.momentSuffixes) {
                try parameter.load(state, into: memory, suffix: suffix)
            }
        }
    }

    /// The gradients of the last step, in canonical layout.
    public func gradients() throws(PlanError) -> Weights {
        guard mode == .train else { throw .notATrainingPlan(operation: "the gradients") }
        var found = Weights()
        for parameter in builder.parameters {
            if let gradient = parameter.gradient { try parameter.save(gradient, to: &found) }
        }
        return try ordered(found, suffixes: [""], trainedOnly: true)
    }

    /// Whether the plan's layers drop numbers: while it trains, or because it keeps dropout.
    public var dropsNumbers: Bool { builder.dropsAny }

    /// Runs the forward pass with running statistics and without dropout, unless the plan keeps it; needs a plan made with
    /// `mode: .infer` or `.explain`.
    ///
    /// - Parameter dropoutSeed: equal seeds drop the same numbers; each place of the batch drops others.
    public func infer(dropoutSeed: UInt64 = 0) throws(PlanError) {
        guard mode != .train else { throw .notAnInferencePlan }
        builder.dropout.seed = dropoutSeed
        ThreadTeam.use(threads: threads)
        try run(builder.forward)
    }

    private static let momentSuffixes = [".first", ".second"]

    func run(_ operations: some Sequence<any Operation>) throws(PlanError) {
        do {
            for operation in operations { try operation.run() }
        } catch {
            throw .kernel(error)
        }
    }

    /// An error unless `weights` hold exactly the described tensors, each name with each suffix.
    func check(_ weights: Weights, suffixes: [String], trainedOnly: Bool = false) throws(PlanError) {
        var known: Set<String> = []
        for description in descriptions where description.isTrained || !trainedOnly {
            for suffix in suffixes {
                let name = description.name + suffix
                known.insert(name)
                let tensor = try weights.tensor(name)
                guard tensor.shape == description.shape else {
                    throw .shapeDiffers(name: name, given: tensor.shape, wanted: description.shape)
                }
            }
        }
        for name in weights.names where !known.contains(name) { throw .unknownTensor(name: name) }
    }

    /// `weights` in the order of the layers.
    func ordered(
        _ weights: Weights, suffixes: [String], trainedOnly: Bool = false
    ) throws(PlanError) -> Weights {
        var result = Weights()
        for description in descriptions where description.isTrained || !trainedOnly {
            for suffix in suffixes {
                result[description.name + suffix] = try weights.tensor(description.name + suffix)
            }
        }
        return result
    }
}

extension OptimizerStep {
    /// The rule with this step's bias corrections.
    var rule: OptimizerRule {
        switch self {
        case .adam(let learningRate, let beta1, let beta2, let epsilon, let weightDecay, let step):
            .adam(
                learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay,
                firstCorrection: Self.correction(beta1, step), secondCorrection: Self.correction(beta2, step))
        case .sgd(let learningRate, let momentum, let nesterov, let weightDecay):
            .sgd(learningRate: learningRate, momentum: momentum, nesterov: nesterov, weightDecay: weightDecay)
        case .rmsprop(let learningRate, let rho, let epsilon, let momentum, let weightDecay):
            .rmsprop(
                learningRate: learningRate, rho: rho, epsilon: epsilon, momentum: momentum, weightDecay: weightDecay)
        case .adadelta(let learningRate, let rho, let epsilon, let weightDecay):
            .adadelta(learningRate: learningRate, rho: rho, epsilon: epsilon, weightDecay: weightDecay)
        case .adagrad(let learningRate, let epsilon, let weightDecay):
            .adagrad(learningRate: learningRate, epsilon: epsilon, weightDecay: weightDecay)
        }
    }

    /// 1 / (1 − βᵗ), in double precision.
    private static func correction(_ beta: Float, _ step: Int) -> Float {
        var power = 1.0
        var base = Double(beta)
        var exponent = max(step, 1)
        while exponent > 0 {
            if exponent & 1 == 1 { power *= base }
            base *= base
            exponent >>= 1
        }
        return power < 1 ? Float(1 / (1 - power)) : 1
    }
}
