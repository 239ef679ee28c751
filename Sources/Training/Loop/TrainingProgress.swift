/// How far a training is, reported after every step and every epoch.
public struct TrainingProgress: Hashable, Sendable {
    /// The current epoch, from 1, and how many there are at most.
    public var epoch: Int
    public var epochs: Int

    /// The steps done in the current epoch, and how many an epoch has.
    public var step: Int
    public var steps: Int

    /// The mean loss of the current epoch's steps.
    public var loss: Double

    /// The last finished epoch; nil during the first.
    public var lastEpoch: HistoryRow?

    /// Training samples a second since the training began or was resumed.
    public var samplesPerSecond: Double

    /// Seconds until the last epoch ends, were none stopped early; nil until they can be estimated.
    public var remainingSeconds: Double?
}

extension TrainingProgress {
    /// The share of all epochs' steps that is done.
    public var fraction: Double {
        Double((epoch - 1) * steps + step) / Double(max(epochs * steps, 1))
    }
}
