import Kernels
import Tensors

/// An architecture compiled for one batch shape: primitives, weights and memory are made once and used every step.
///
/// A plan is used from one thread; while a step runs, nothing else should compute, because its threads wait for each other
/// by spinning. The same weights, inputs, seed and number of threads give the same bytes.
public final class Plan {
    public enum Mode: Hashable, Sendable {
        case train, infer
    }

    public let architecture: Architecture
    public let input: InputShape
    public let batch: Int
    public let mode: Mode
    public let threads: Int
    public let classes: Int

    public init(
        _ architecture: Architecture, input: InputShape, batch: Int, mode: Mode, threads: Int
    ) throws(PlanError) {
        guard batch >= 1, batch <= FeatureLimits.extent else { throw .invalidBatch(batch) }
        guard threads >= 1, threads <= 1024 else { throw .invalidThreads(threads) }
        self.architecture = architecture
        self.input = input
        self.batch = batch
        self.mode = mode
        self.threads = threads
        do {
            classes = try architecture.classCount(for: input)
        } catch {
            throw .architecture(error)
        }
    }

    /// Takes over `weights`, which must be exactly the tensors of the architecture.
    public func load(_ weights: Weights) throws(PlanError) {}

    /// The weights, running statistics included, in canonical layout.
    public func weights() throws(PlanError) -> Weights { Weights() }

    /// Copies one sequence (`T·H·W·C`) to place `index` of the batch.
    public func setInput(_ frames: Tensor, at index: Int) throws(PlanError) {}

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
    ) throws(PlanError) -> Float { 0 }

    /// The Euclidean norm of all gradients together.
    public func gradientNorm() -> Double { 0 }

    /// Multiplies every gradient by `factor`.
    public func scaleGradients(_ factor: Float) {}

    /// Changes the weights by their gradients, in one pass.
    public func update(_ step: OptimizerStep) throws(PlanError) {}

    /// The optimizer's moments, for a checkpoint.
    public func optimizerState() throws(PlanError) -> Weights { Weights() }

    /// Goes on from a checkpoint's moments.
    public func loadOptimizerState(_ state: Weights) throws(PlanError) {}

    /// The gradients of the last step, in canonical layout.
    public func gradients() throws(PlanError) -> Weights { Weights() }

    /// Runs the forward pass with running statistics and without dropout.
    public func infer() throws(PlanError) {}

    /// `batch`×`classes` numbers before the softmax.
    public var logits: [Float] { [] }
}
