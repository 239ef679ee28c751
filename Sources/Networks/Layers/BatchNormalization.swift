import Kernels
import Tensors

/// Batch normalization over the channels of a map or the features of a vector (Ioffe and Szegedy 2015), as in PyTorch:
/// statistics of the batch (biased variance) while training, running statistics (unbiased variance) afterwards.
public struct BatchNormalization {
    public var name: String?
    /// The share of a new batch in the running statistics.
    public var momentum: Float
    /// What is added to the variance.
    public var epsilon: Float

    public init(name: String? = nil, momentum: Float = 0.1, epsilon: Float = 1e-5) {
        self.name = name
        self.momentum = momentum
        self.epsilon = epsilon
    }
}

extension BatchNormalization: LayerDescription {
    static let kind = "batchNormalization"
    static var bare: Self? { Self() }

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard momentum >= 0, momentum <= 1 else {
            throw .invalidOption(
                path: path.description, option: "momentum", value: "\(momentum)", allowed: "from 0 to 1")
        }
        guard epsilon > 0, epsilon <= 1 else {
            throw .invalidOption(
                path: path.description, option: "epsilon", value: "\(epsilon)", allowed: "above 0 and at most 1")
        }
        _ = try channels(of: input, at: path)
        return input.singleFrameAsMap
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let shape = Shape([try channels(of: input, at: path)])
        return [
            ParameterDescription(name: path.parameter("weight"), shape: shape, initialValue: .constant(1)),
            ParameterDescription(name: path.parameter("bias"), shape: shape, initialValue: .constant(0)),
            ParameterDescription(
                name: path.parameter("running_mean"), shape: shape, initialValue: .constant(0), isTrained: false),
            ParameterDescription(
                name: path.parameter("running_var"), shape: shape, initialValue: .constant(1), isTrained: false),
        ]
    }

    private func channels(of input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> Int {
        switch input.singleFrameAsMap {
        case .map(let channels, _, _): return channels
        case .vector(let features): return features
        case .frames, .sequence:
            throw .unexpectedInput(
                path: path.description, given: input, wanted: "one feature map or vector",
                advice: "put it into a `timeDistributed` layer")
        }
    }
}

extension BatchNormalization: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            momentum: try container.decodeIfPresent(Float.self, forKey: .momentum) ?? 0.1,
            epsilon: try container.decodeIfPresent(Float.self, forKey: .epsilon) ?? 1e-5)
    }
}

extension Layer {
    public static func batchNormalization(_ layer: BatchNormalization) -> Layer { Layer(layer) }
}
