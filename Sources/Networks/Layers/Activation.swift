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

    /// `min(max(x, 0), 6)`.
    public struct ReLU6 {
        public var name: String?
        public init(name: String? = nil) { self.name = name }
    }

    /// `x` above 0, `alpha·(exp(x) − 1)` below (Clevert et al. 2015).
    public struct ELU {
        public var name: String?
        public var alpha: Float
        public init(name: String? = nil, alpha: Float = 1) {
            self.name = name
            self.alpha = alpha
        }
    }

    /// `x·sigmoid(x)`, also called swish (Elfwing et al. 2017).
    public struct SiLU {
        public var name: String?
        public init(name: String? = nil) { self.name = name }
    }

    /// `x·hardSigmoid(x)` (Howard et al. 2019).
    public struct HardSwish {
        public var name: String?
        public init(name: String? = nil) { self.name = name }
    }

    /// `min(max(x/6 + 1/2, 0), 1)`.
    public struct HardSigmoid {
        public var name: String?
        public init(name: String? = nil) { self.name = name }
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

extension Activation.ReLU6: ElementwiseLayer {
    static let kind = "relu6"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .relu6 }
}

extension Activation.SiLU: ElementwiseLayer {
    static let kind = "silu"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .silu }
}

extension Activation.HardSwish: ElementwiseLayer {
    static let kind = "hardSwish"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .hardSwish }
}

extension Activation.HardSigmoid: ElementwiseLayer {
    static let kind = "hardSigmoid"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .hardSigmoid }
}

extension Activation.ELU: ElementwiseLayer {
    static let kind = "elu"
    static var bare: Self? { Self() }
    var function: ElementwiseFunction { .elu(alpha: alpha) }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard alpha > 0, alpha <= 100 else {
            throw .invalidOption(
                path: path.description, option: "alpha", value: "\(alpha)", allowed: "above 0 and at most 100")
        }
        return input
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        alpha = try container.decodeIfPresent(Float.self, forKey: .alpha) ?? 1
    }
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
                function, layout: input.memory.layout, trains: builder.differentiates, in: builder.workspace)
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
    public static let relu6 = Layer(Activation.ReLU6())
    public static let silu = Layer(Activation.SiLU())
    public static let hardSwish = Layer(Activation.HardSwish())
    public static let hardSigmoid = Layer(Activation.HardSigmoid())
    public static func elu(_ layer: Activation.ELU) -> Layer { Layer(layer) }
    public static func leakyReLU(_ layer: Activation.LeakyReLU) -> Layer { Layer(layer) }
}
