import Foundation
import Kernels
import Tensors

/// Adds to every step of a sequence a vector that tells its place: sines and cosines (Vaswani et al. 2017) or learnt ones.
///
/// p[t, 2i] = sin(t/10000^(2i/F)), p[t, 2i + 1] = cos(t/10000^(2i/F)), with t from 0.
public struct PositionalEncoding {
    public var name: String?
    /// Whether the vectors are learnt, one for each step of the longest sequence.
    public var learnt: Bool

    public init(name: String? = nil, learnt: Bool = false) {
        self.name = name
        self.learnt = learnt
    }
}

extension PositionalEncoding: LayerDescription {
    static let kind = "positionalEncoding"
    static var bare: Self? { Self() }

    /// The bound of fresh learnt vectors.
    private static let bound = 0.02

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        _ = try input.sequence(readBy: path)
        return input
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let (steps, features) = try input.sequence(readBy: path)
        guard learnt else { return [] }
        return [
            ParameterDescription(
                name: path.parameter("weight"), shape: Shape([steps, features]),
                initialValue: .uniform(bound: Self.bound))
        ]
    }

    /// The sines and cosines, T·F.
    private static func waves(steps: Int, features: Int) -> [Float] {
        (0..<steps * features).map { place in
            let (step, feature) = (place / features, place % features)
            let angle = Double(step) / pow(10_000, Double(feature - feature % 2) / Double(features))
            return Float(feature % 2 == 0 ? sin(angle) : cos(angle))
        }
    }
}

extension PositionalEncoding {
    /// y = x + p, T·N·F; backward dp = Σ dy over the batch.
    func compile(_ input: Signal, at path: LayerPath, in builder: PlanBuilder) throws(PlanError) -> Link {
        let (shape, parameters) = try described(input, at: path)
        let (steps, features) = try input.sequence(readBy: path)
        return try kernels { () throws(KernelError) in
            var weights: Parameter?
            let positions: (Int) -> Float
            if let parameter = parameters.first {
                let layout = try Layout.plain([steps, features])
                let learnt = try builder.parameter([parameter], canonical: layout, stored: layout)
                builder.addCopy(into: [learnt])
                positions = { learnt.value.elements[$0] }
                weights = learnt
            } else {
                let waves = Self.waves(steps: steps, features: features)
                positions = { waves[$0] }
            }
            let output = try builder.activation(input.memory.layout)
            builder.addForward(
                PositionKernel.forward(input: input.memory, positions: positions, steps: steps, output: output))
            builder.finishForward(with: input.memory)
            let signal = Signal(
                shape: shape, memory: output, rows: input.rows, needsGradient: input.needsGradient || learnt)
            return Link(output: signal) { [weights] gradient throws(PlanError) in
                if let weightsGradient = weights?.gradient {
                    builder.addBackward(
                        PositionKernel.backward(
                            outputGradient: gradient, steps: steps, positionsGradient: weightsGradient))
                }
                return gradient
            }
        }
    }
}

extension PositionalEncoding: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            learnt: try container.decodeIfPresent(Bool.self, forKey: .learnt) ?? false)
    }
}

extension Layer {
    public static func positionalEncoding(_ layer: PositionalEncoding) -> Layer { Layer(layer) }
}
