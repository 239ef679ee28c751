/// How a model is trained: the `training:` block of a pipeline.
///
/// Every key may be left out; the defaults stand beside the properties and in `docs/reference/training.md`.
public struct TrainingSettings: Hashable, Sendable {
    /// How often the training part is gone through at most.
    public var epochs = 40

    /// The number of samples in a step; the whole training part where it is smaller.
    public var batch = 16

    /// The rule that turns gradients into new weights.
    public var optimizer = Optimizer.adam(Adam())

    /// How the learning rate changes from epoch to epoch.
    public var schedule = Schedule.constant()

    /// What is made small.
    public var loss = LossChoice.crossEntropy

    /// How much the samples of each class count in the loss.
    public var classWeights = ClassWeights.none

    /// The share of a label's weight that is spread evenly over all classes, from 0 to below 1.
    public var labelSmoothing = 0.0

    /// How the samples of a step are mixed with each other; nil (`none`) leaves them alone.
    public var mix: BatchMix?

    /// The global gradient norm above which gradients are scaled down to it; nil (`none`) leaves them alone.
    public var clip: Double? = 5

    /// When training ends before `epochs`, and which figure tells the best epoch; nil (`none`) trains to the end, and the
    /// lowest tuning loss tells it.
    public var earlyStopping: EarlyStopping? = EarlyStopping()

    /// The average over the updates that is scored and kept instead of the weights themselves; nil (`none`) averages nothing.
    public var average: WeightAverage?

    /// The epoch whose weights become the model.
    public var keep = KeptEpoch.best

    /// The paths of layers that stay as they are, with everything below them.
    public var freeze: [String] = []

    /// The seed of everything random: first weights, order, augmentation, dropout.
    public var seed: UInt64 = 0

    /// The weights that training starts from.
    public var initial = InitialWeights.fresh

    public init() {}

    /// The most epochs that a training, or its warm-up, may have.
    static let longest = 1_000_000
}

extension TrainingSettings: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case epochs, batch, optimizer, schedule, loss, classWeights, labelSmoothing, mix, clip, earlyStopping, average,
            keep, freeze, seed, initial
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.epochs, into: &epochs, .within(1, through: Self.longest))
        try container.read(.batch, into: &batch, .atLeast(1))
        try container.read(.optimizer, into: &optimizer)
        try container.read(.schedule, into: &schedule)
        try container.read(.loss, into: &loss)
        try container.read(.classWeights, into: &classWeights)
        try container.read(.labelSmoothing, into: &labelSmoothing, .within(0, below: 1))
        if loss == .ordinal, labelSmoothing > 0 {
            throw DecodingError.dataCorruptedError(
                forKey: .labelSmoothing, in: container,
                debugDescription:
                    "labelSmoothing is \(labelSmoothing) but the ordinal loss has no use for it; leave it out")
        }
        if loss.isOfFindings, labelSmoothing > 0 || classWeights != .none {
            throw DecodingError.dataCorruptedError(
                forKey: labelSmoothing > 0 ? .labelSmoothing : .classWeights, in: container,
                debugDescription:
                    "binaryCrossEntropy has no classes that exclude each other; leave this out, and weigh "
                    + "findings with { binaryCrossEntropy: { weights: […] } }")
        }
        try container.readUnlessNone(.mix, into: &mix)
        try container.readUnlessNone(.clip, into: &clip, .above(0))
        try container.readUnlessNone(.earlyStopping, into: &earlyStopping)
        try container.readUnlessNone(.average, into: &average)
        try container.read(.keep, into: &keep)
        try container.read(.freeze, into: &freeze)
        try container.read(.seed, into: &seed)
        try container.read(.initial, into: &initial)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(epochs, forKey: .epochs)
        try container.encode(batch, forKey: .batch)
        try container.encode(optimizer, forKey: .optimizer)
        try container.encode(schedule, forKey: .schedule)
        try container.encode(loss, forKey: .loss)
        try container.encode(classWeights, forKey: .classWeights)
        try container.encode(labelSmoothing, forKey: .labelSmoothing)
        try container.encodeOrNone(mix, forKey: .mix)
        try container.encodeOrNone(clip, forKey: .clip)
        try container.encodeOrNone(earlyStopping, forKey: .earlyStopping)
        try container.encodeOrNone(average, forKey: .average)
        try container.encode(keep, forKey: .keep)
        if !freeze.isEmpty { try container.encode(freeze, forKey: .freeze) }
        try container.encode(seed, forKey: .seed)
        try container.encode(initial, forKey: .initial)
    }
}
