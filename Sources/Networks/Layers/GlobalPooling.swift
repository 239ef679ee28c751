import Kernels

/// The mean of each channel of a feature map or volume.
public struct GlobalAveragePool {
    public var name: String?
    public init(name: String? = nil) { self.name = name }
}

/// The largest number of each channel of a feature map or volume.
public struct GlobalMaxPool {
    public var name: String?
    public init(name: String? = nil) { self.name = name }
}

/// A layer that reduces each channel of a feature map or volume to one number.
protocol GlobalPoolingLayer: LayerDescription {
    static var reduction: PoolingReduction { get }
}

extension GlobalPoolingLayer {
    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        let grid = try input.grid(readBy: path)
        guard grid.extents.allSatisfy({ $0 <= SlidingWindow.limit }) else {
            throw .tooLarge(path: path.description, extents: grid.extents, limit: SlidingWindow.limit)
        }
        return .vector(features: grid.channels)
    }
}

extension GlobalAveragePool: GlobalPoolingLayer {
    static let kind = "globalAveragePool"
    static var bare: Self? { Self() }
    static let reduction = PoolingReduction.average
}

extension GlobalMaxPool: GlobalPoolingLayer {
    static let kind = "globalMaxPool"
    static var bare: Self? { Self() }
    static let reduction = PoolingReduction.max
}

extension GlobalPoolingLayer {
    /// One number for each channel: N·C·H·W (or N·C·D·H·W) to N·C, and back.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, _) = try described(input, at: path)
        let extents = input.memory.layout.extents
        let window = WindowGeometry.global(Array(extents.dropFirst(2)))
        let pooled = try input.pooled(Self.reduction, window: window, in: builder) { memory, _ in
            Signal(shape: shape, memory: memory, rows: input.rows, needsGradient: input.needsGradient)
        }
        return try kernels { () throws(KernelError) in
            let blocked = pooled.output.memory
            let plain = try Layout.plain([input.rows, extents[1]] + window.outputExtents)
            let flat = try builder.activation(plain)
            builder.addForward(try Reorder.operation(from: blocked, to: flat, in: builder.workspace))
            builder.finishForward(with: blocked)
            var output = pooled.output
            output.memory = try builder.workspace.plainView(of: flat)
            return Link(output: output) { gradient throws(PlanError) in
                let map = try kernels { () throws(KernelError) in
                    try builder.arrangedGradient(
                        builder.workspace.mapView(of: gradient, axes: window.axes.count), as: blocked.layout)
                }
                return try pooled.backward(map)
            }
        }
    }
}

extension Layer {
    public static let globalAveragePool = Layer(GlobalAveragePool())
    public static let globalMaxPool = Layer(GlobalMaxPool())
}
