internal import CVectorKernels

/// The rule of one fused pass over all weights.
public enum OptimizerRule: Sendable {
    case adam(
        learningRate: Float, beta1: Float, beta2: Float, epsilon: Float, weightDecay: Float, firstCorrection: Float,
        secondCorrection: Float)
    case sgd(learningRate: Float, momentum: Float, nesterov: Bool, weightDecay: Float)
    case rmsprop(learningRate: Float, rho: Float, epsilon: Float, momentum: Float, weightDecay: Float)
    case adadelta(learningRate: Float, rho: Float, epsilon: Float, weightDecay: Float)
    case adagrad(learningRate: Float, epsilon: Float, weightDecay: Float)
}

/// Weights, their gradients, an optimizer's two moments and the weights' averages, each one contiguous stretch.
public final class ParameterArena {
    private let threads: Int
    public let weights, gradients, firstMoments, secondMoments, averages: Region

    public init(in workspace: Workspace) {
        threads = workspace.threads
        weights = workspace.region()
        gradients = workspace.region()
        firstMoments = workspace.region()
        secondMoments = workspace.region()
        averages = workspace.region()
    }

    /// How many numbers the arena holds, padding included.
    private var count: Int { weights.bytes / MemoryLayout<Float>.size }

    /// Makes room for moments as long as the weights; call before the workspace is committed.
    public func reserveMoments() {
        firstMoments.reserve(weights.bytes)
        secondMoments.reserve(weights.bytes)
    }

    public func update(_ rule: OptimizerRule) {
        guard let weights = weights.floats, let gradients = gradients.floats, let first = firstMoments.floats,
            let second = secondMoments.floats
        else { return }
        forEachStretch(of: count) { start, count in
            switch rule {
            case .adam(
                let learningRate, let beta1, let beta2, let epsilon, let weightDecay, let firstCorrection,
                let secondCorrection):
                var adam = cine_adam(
                    learning_rate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon,
                    weight_decay: weightDecay, correction1: firstCorrection, correction2: secondCorrection)
                cine_adam_update(&adam, weights + start, gradients + start, first + start, second + start, count)
            case .sgd(let learningRate, let momentum, let nesterov, let weightDecay):
                var sgd = cine_sgd(
                    learning_rate: learningRate, momentum: momentum, weight_decay: weightDecay,
                    nesterov: nesterov ? 1 : 0)
                cine_sgd_update(&sgd, weights + start, gradients + start, first + start, count)
            case .rmsprop(let learningRate, let rho, let epsilon, let momentum, let weightDecay):
                var rmsprop = cine_rmsprop(
                    learning_rate: learningRate, rho: rho, epsilon: epsilon, momentum: momentum,
                    weight_decay: weightDecay)
                cine_rmsprop_update(
                    &rmsprop, weights + start, gradients + start, first + start, second + start, count)
            case .adadelta(let learningRate, let rho, let epsilon, let weightDecay):
                var adadelta = cine_adadelta(
                    learning_rate: learningRate, rho: rho, epsilon: epsilon, weight_decay: weightDecay)
                cine_adadelta_update(
                    &adadelta, weights + start, gradients + start, first + start, second + start, count)
            case .adagrad(let learningRate, let epsilon, let weightDecay):
                var adagrad = cine_adagrad(learning_rate: learningRate, epsilon: epsilon, weight_decay: weightDecay)
                cine_adagrad_update(&adagrad, weights + start, gradients + start, second + start, count)
            }
        }
    }

    /// Moves the averages, where there are any, by `share` of their distance to the weights.
    public func average(share: Float) {
        guard let weights = weights.floats, let averages = averages.floats else { return }
        let count = self.averages.bytes / MemoryLayout<Float>.size
        forEachStretch(of: count) { start, count in
            cine_average(averages + start, weights + start, count, share)
        }
    }

    /// The Euclidean norm of all gradients.
    public func gradientNorm() -> Double {
        guard let gradients = gradients.floats else { return 0 }
        return cine_sum_of_squares(gradients, count).squareRoot()
    }

    public func scaleGradients(_ factor: Float) {
        guard let gradients = gradients.floats else { return }
        cine_scale(gradients, count, factor)
    }

    private func forEachStretch(of count: Int, _ body: (Int, Int) -> Void) {
        ThreadTeam.run(threads: count > 1 << 16 ? threads : 1) { member, members in
            let lower = count / 64 * member / members * 64
            let upper = member + 1 == members ? count : count / 64 * (member + 1) / members * 64
            body(lower, upper - lower)
        }
    }
}

extension Memory {
    /// Moves every element by `share` of its distance to that of `other`, a tensor of the same layout.
    public func average(towards other: Memory, share: Float) {
        cine_average(elements, other.elements, layout.bytes / MemoryLayout<Float>.size, share)
    }
}

extension Region {
    fileprivate var floats: UnsafeMutablePointer<Float>? { base?.assumingMemoryBound(to: Float.self) }
}
