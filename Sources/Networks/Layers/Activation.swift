import Kernels

/// Functions applied to each number on its own.
public enum Activation {
    /// `max(x, 0)`.
    public struct ReLU {
        public var name: String?
        public init(name: String? = nil) { self.name = name }
    }

    /// `x` above 0, `slope·x` below.
    public struct LeakyReLU {
        public var name: String?
        public var slope: Float
        public init(name: String? = nil, slope: Float = 0.01) {
            self.name = name
            self.slope = slope
        }
    }

    /// The hyperbolic tangent.
    public struct Tanh {
        public var name: String?
        public init(name: String? = nil) { self.name = name }
    }

    /// `1 / (1 + exp(−x))`.
    public struct Sigmoid {
        public var name: String?
        public init(name: String? = nil) { self.name = name }
    }

    /// `x·Φ(x)` with the normal distribution's Φ (Hendrycks and Gimpel 2016).
    public struct GELU {
        public var name: String?
        public init(name: String? = nil) { self.name = name }
    }
}

/// A layer that maps each number on its own: the shape stays.
protocol ElementwiseLayer: LayerDescription {
    var function: ElementwiseFunction { get }
}

extension ElementwiseLayer {
    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape { input }
}

extension Activation.ReLU: ElementwiseLayer {
    static let kind = "relu"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .relu(slope: 0) }
}

extension Activation.Tanh: ElementwiseLayer {
    static let kind = "tanh"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .tanh }
}

extension Activation.Sigmoid: ElementwiseLayer {
    static let kind = "sigmoid"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .sigmoid }
}

extension Activation.GELU: ElementwiseLayer {
    static let kind = "gelu"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .gelu }
}

extension Activation.LeakyReLU: ElementwiseLayer {
    static let kind = "leakyRelu"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .relu(slope: slope) }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard slope >= 0, slope < 1 else {
            throw .invalidOption(
                path: path.description, option: "slope", value: "\(slope)", allowed: "at least 0 and below 1")
        }
        return input
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        slope = try container.decodeIfPresent(Float.self, forKey: .slope) ?? 0.01
    }
}

extension ElementwiseLayer {
    /// y = f(x); backward dx = f′(x)·dy, any axes.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        try kernels { () throws(KernelError) in
            let kernel = try ElementwiseKernel(
                function, layout: input.memory.layout, trains: builder.trains, in: builder.workspace)
            let memory =
                builder.mayOverwrite(input.memory) ? input.memory : try builder.activation(input.memory.layout)
            builder.addForward(try kernel.forward(input: input.memory, output: memory))
            var output = input
            output.memory = memory
            return Link(output: output) { gradient throws(PlanError) in
                try kernels { () throws(KernelError) in
                    let gradient = try builder.arrangedGradient(gradient, as: input.memory.layout)
                    builder.addBackward(try kernel.backward(input: input.memory, gradient: gradient))
                    return gradient
                }
            }
        }
    }
}

extension Layer {
    public static let relu = Layer(Activation.ReLU())
    public static let tanh = Layer(Activation.Tanh())
    public static let sigmoid = Layer(Activation.Sigmoid())
    public static let gelu = Layer(Activation.GELU())
    public static func leakyReLU(_ layer: Activation.LeakyReLU) -> Layer { Layer(layer) }
}
