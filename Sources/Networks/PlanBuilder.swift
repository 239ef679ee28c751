import Kernels
import Tensors

/// Collects the steps, tensors and weights of a plan while its layers are compiled.
final class PlanBuilder {
    let workspace: Workspace
    let mode: Plan.Mode
    let arena: ParameterArena
    /// Whether a moving average of the weights is kept beside them.
    let averages: Bool
    /// The layers that a training leaves as they are.
    let frozen: FrozenLayers
    /// Where the frozen layers end; nil where none is frozen.
    private(set) var frozenBoundary: FrozenBoundary?
    /// Whether one thread runs the steps beside other threads.
    let isLane: Bool
    let dropout = DropoutState()
    /// What an explaining plan keeps; `nil` in every other.
    let taps: Taps?
    /// The batch as it is set, N·C·H·W; it outlives every step.
    private(set) var input: Memory?
    /// The clinical numbers as they are set, N·F; nil where the network's input has none.
    private(set) var clinical: Memory?
    private(set) var forward: [any Operation] = []
    private(set) var backward: [any Operation] = []
    private(set) var parameters: [Parameter] = []
    /// The outermost layers that attend to the steps of a sequence, in order, and what each step's share was.
    private(set) var attention: [(path: LayerPath, shares: (Int) -> [[Float]])] = []
    /// What turns loaded weights into what the layers compute with, where that is more than a copy.
    private(set) var loaders: [(Weights) throws(PlanError) -> Void] = []
    /// Whether numbers are dropped in inference, too.
    let keepsDropout: Bool
    private var isInferring = false
    private var arenaBytes = 0
    private var dropoutCount: UInt64 = 0
    /// Regions that several branches read, each with the number of layers that still hold it.
    private var held: [ObjectIdentifier: Int] = [:]

    init(
        mode: Plan.Mode, threads: Int, averages: Bool = false, frozen: FrozenLayers = .none, keepsDropout: Bool = false,
        algorithms: AlgorithmTable = .committed
    ) throws(PlanError) {
        self.mode = mode
        self.keepsDropout = keepsDropout
        self.averages = averages && mode == .train
        self.frozen = frozen
        if case .explain(let paths, _) = mode { taps = Taps(paths) } else { taps = nil }
        do {
            workspace = try Workspace(threads: threads, algorithms: algorithms)
        } catch {
            throw .kernel(error)
        }
        arena = ParameterArena(in: workspace)
        isLane = false
    }

    /// A builder of one thread's own steps; tensors lie in the same workspace.
    init(laneOf builder: PlanBuilder) {
        workspace = builder.workspace
        mode = builder.mode
        keepsDropout = builder.keepsDropout
        averages = builder.averages
        frozen = builder.frozen
        taps = nil
        arena = ParameterArena(in: builder.workspace)
        isLane = true
    }

    /// Whether the layers that are compiled now learn.
    var trains: Bool { mode == .train && !isInferring }

    /// Whether the layers that are compiled now drop numbers.
    var drops: Bool { trains || keepsDropout }

    /// Whether any layer does.
    var dropsAny: Bool { dropoutCount > 0 }

    /// Whether the layers that are compiled now keep what their backward pass needs.
    var differentiates: Bool { mode != .infer && !isInferring && !isLane }

    /// Whether the layers that are compiled now are read forwards only.
    var infers: Bool { mode == .infer || isInferring && taps != nil }

    /// Compiles layers as in inference, whatever the plan is for.
    func inferring<Result>(_ body: () throws(PlanError) -> Result) throws(PlanError) -> Result {
        let outer = isInferring
        isInferring = true
        defer { isInferring = outer }
        return try body()
    }

    /// Says that the frozen layers end in `signal`.
    func endFrozen(in signal: Signal) {
        frozenBoundary = FrozenBoundary(output: signal.memory, operations: forward.count, rows: signal.rows)
    }

    /// The input buffer.
    func makeInput(_ layout: Layout) throws(KernelError) -> Memory {
        let memory = try workspace.memory(layout)
        input = memory
        return memory
    }

    /// The input buffer, once it is made.
    func requiredInput() throws(KernelError) -> Memory {
        guard let input else { throw .refused(operation: "the input", status: "it is not made yet") }
        return input
    }

    /// Makes the buffer of the clinical numbers.
    func makeClinical(_ layout: Layout) throws(KernelError) {
        clinical = try workspace.memory(layout)
    }

    /// The buffer of the clinical numbers.
    func requiredClinical() throws(KernelError) -> Memory {
        guard let clinical else { throw .refused(operation: "the clinical numbers", status: "the input has none") }
        return clinical
    }

    func addForward(_ operation: any Operation) { forward.append(operation) }
    func addBackward(_ operation: any Operation) { backward.append(operation) }

    /// Says what `shares` of its steps the layer at `path` took of a sequence; only outermost layers read the plan's own.
    func addAttention(at path: LayerPath, shares: @escaping (Int) -> [[Float]]) {
        if path.components.count == 1 { attention.append((path, shares)) }
    }
    func addLoader(_ loader: @escaping (Weights) throws(PlanError) -> Void) { loaders.append(loader) }

    /// The step's seed for one more place that drops numbers; no two places share it.
    func nextDropoutSeed() -> () -> UInt64 {
        dropoutCount += 1
        return { [dropout, stream = dropoutCount] in dropout.seed &+ stream &* 0x9E37_79B9_7F4A_7C15 }
    }

    /// A tensor for a layer's output: kept for the backward pass while training, else in memory that is used again.
    func activation(_ layout: Layout) throws(KernelError) -> Memory {
        try workspace.memory(layout, in: differentiates ? workspace.region() : workspace.acquire(bytes: layout.bytes))
    }

    /// Compiles layers that read `memory` beside others: it stays as it is until `finishForward` is called afterwards.
    func holding<Result>(_ memory: Memory, _ body: () throws(PlanError) -> Result) throws(PlanError) -> Result {
        let region = ObjectIdentifier(memory.region)
        held[region, default: 0] += 1
        defer { held[region] = held[region].flatMap { $0 > 1 ? $0 - 1 : nil } }
        return try body()
    }

    /// Keeps `memory` as it is for good.
    func keep(_ memory: Memory) { held[ObjectIdentifier(memory.region), default: 0] += 1 }

    /// Says that no later step of the forward pass reads `memory`.
    func finishForward(with memory: Memory) {
        if mayOverwrite(memory) { workspace.release(memory.region) }
    }

    /// Whether a layer that is the only reader of `memory` may write its output there.
    func mayOverwrite(_ memory: Memory) -> Bool {
        !differentiates && memory.region !== input?.region && memory.region !== clinical?.region
            && held[ObjectIdentifier(memory.region)] == nil
    }

    /// A tensor for a gradient, in memory that is used again.
    func gradient(_ layout: Layout) throws(KernelError) -> Memory {
        try workspace.memory(layout, in: workspace.acquire(bytes: layout.bytes))
    }

    /// Says that no later step of the backward pass reads `memory`.
    func finishBackward(with memory: Memory) {
        workspace.release(memory.region)
    }

    /// `memory` in another layout, itself where it lies that way already.
    ///
    /// - Parameter isBackward: whether the copy belongs to the backward pass.
    func arranged(_ memory: Memory, as layout: Layout, isBackward: Bool) throws(KernelError) -> Memory {
        guard memory.layout != layout else { return memory }
        let copy = try workspace.memory(layout)
        let operation = try Reorder.operation(from: memory, to: copy, in: workspace)
        if isBackward { addBackward(operation) } else { addForward(operation) }
        return copy
    }

    /// A gradient in another layout; takes over its region.
    func arrangedGradient(_ memory: Memory, as layout: Layout) throws(KernelError) -> Memory {
        guard memory.layout != layout else { return memory }
        let copy = try gradient(layout)
        addBackward(try Reorder.operation(from: memory, to: copy, in: workspace))
        finishBackward(with: memory)
        return copy
    }

    /// A learnt tensor: named parts that follow each other in `canonical` and lie in the arena as `stored`.
    ///
    /// One that is frozen lies outside of it; its gradient, where layers before it learn, is computed and not used.
    func parameter(
        _ parts: [ParameterDescription], canonical: Layout, stored: Layout
    ) throws(KernelError) -> Parameter {
        if mode == .train && !trains {
            let parameter = Parameter(parts: parts, canonical: canonical, value: try workspace.memory(stored))
            parameters.append(parameter)
            return parameter
        }
        if trains, parts.contains(where: { frozen.contains(parameter: $0.name) }) {
            let parameter = Parameter(
                parts: parts, canonical: canonical, value: try workspace.memory(stored),
                gradient: try workspace.memory(stored))
            parameters.append(parameter)
            return parameter
        }
        let value = try workspace.memory(stored, in: arena.weights, offset: arenaBytes)
        let gradient: Memory? =
            if trains {
                try workspace.memory(stored, in: arena.gradients, offset: arenaBytes)
            } else {
                // Recurrent kernels cannot leave the weights' gradients out; an explaining plan does not use them.
                differentiates ? try workspace.memory(stored) : nil
            }
        let moments =
            trains
            ? [
                try workspace.memory(stored, in: arena.firstMoments, offset: arenaBytes),
                try workspace.memory(stored, in: arena.secondMoments, offset: arenaBytes),
            ] : []
        let average = averages ? try workspace.memory(stored, in: arena.averages, offset: arenaBytes) : nil
        arenaBytes += (stored.bytes + 63) / 64 * 64
        let parameter = Parameter(
            parts: parts, canonical: canonical, value: value, gradient: gradient, moments: moments, average: average)
        parameters.append(parameter)
        return parameter
    }

    /// A tensor that is kept but not learnt, such as a running mean.
    func statistic(_ description: ParameterDescription) throws(KernelError) -> Parameter {
        let layout = try Layout.plain(description.shape.extents)
        let parameter = Parameter(
            parts: [description], canonical: layout, value: try workspace.memory(layout),
            average: averages && trains ? try workspace.memory(layout) : nil)
        parameters.append(parameter)
        return parameter
    }
}

/// The seed of the step's dropout.
final class DropoutState {
    var seed: UInt64 = 0
}

/// Calls the engine and turns its errors into a plan's.
func kernels<Result>(_ body: () throws(KernelError) -> Result) throws(PlanError) -> Result {
    do {
        return try body()
    } catch {
        throw .kernel(error)
    }
}

extension PlanBuilder {
    /// Fills `parameters` from loaded weights of the same names.
    func addCopy(into parameters: [Parameter?]) {
        let parameters = parameters.compactMap { $0 }
        addLoader { weights throws(PlanError) in
            for parameter in parameters { try parameter.load(weights, into: parameter.value) }
        }
    }
}
