import Kernels

/// The mean and variance that batch normalization keeps for later, as PyTorch keeps them.
struct RunningStatistics {
    var momentum: Float
    /// How many numbers each statistic of the last batch came from.
    var count: () -> Int
    var batch: (mean: Memory, variance: Memory)
    var running: (mean: Memory, variance: Memory)

    /// The step that mixes the batch's statistics in; the variance is unbiased by n / (n − 1).
    func updating() -> HostOperation {
        HostOperation { [self] in
            let count = count()
            let correction = count > 1 ? Float(Double(count) / Double(count - 1)) : 1
            for channel in 0..<running.mean.layout.count {
                let mean = running.mean.elements + channel
                let variance = running.variance.elements + channel
                mean.pointee += momentum * (batch.mean.elements[channel] - mean.pointee)
                variance.pointee += momentum * (batch.variance.elements[channel] * correction - variance.pointee)
            }
        }
    }

    /// The step that puts what was kept where the kernel reads its statistics.
    func restoring() -> HostOperation {
        HostOperation { [self] in
            let channels = running.mean.layout.count
            batch.mean.elements.update(from: running.mean.elements, count: channels)
            batch.variance.elements.update(from: running.variance.elements, count: channels)
        }
    }
}
