import Tensors

/// What the random numbers of a training are for; each use has a stream of its own.
///
/// Every number follows from the seed and a place in the training, so that a resumed run draws what an uninterrupted one
/// would have drawn.
struct RandomStreams {
    private enum Purpose: UInt64 {
        case weights = 1
        case order, dropout, augmentation
        case mixing = 6
    }

    let seed: UInt64

    /// The seed of the first weights.
    var weights: UInt64 { number(.weights) }

    /// The seed of the augmentation; the loader adds epoch and sample.
    var augmentation: UInt64 { number(.augmentation) }

    /// The order in which an epoch goes through `count` samples.
    func order(epoch: Int, count: Int) -> [Int] {
        var generator = generator(.order, epoch)
        return generator.permutation(of: count)
    }

    /// The seed of the dropout masks of one step.
    func dropout(epoch: Int, step: Int) -> UInt64 {
        number(.dropout, epoch, step)
    }

    /// The generator that mixes the samples of one step.
    func mixing(epoch: Int, step: Int) -> RandomGenerator {
        generator(.mixing, epoch, step)
    }

    private func number(_ purpose: Purpose, _ place: Int...) -> UInt64 {
        var generator = RandomGenerator(seed: seed, stream: [purpose.rawValue] + place.map { UInt64($0) })
        return generator.next()
    }

    private func generator(_ purpose: Purpose, _ place: Int...) -> RandomGenerator {
        RandomGenerator(seed: seed, stream: [purpose.rawValue] + place.map { UInt64($0) })
    }
}
