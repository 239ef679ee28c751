import Kernels
import Tensors

/// A long short-term memory over a sequence (Hochreiter and Schmidhuber 1997; Gers et al. 2000), PyTorch's equations.
public struct LSTM {
    /// What the layer passes on.
    public enum Output: String, Codable, Hashable, Sendable {
        /// The state after the last step: a vector. Both directions: the forward state after the last step, then the backward
        /// state after the first.
        case last
        /// The state after every step: a sequence.
        case all
    }

    public var name: String?
    /// Features of the state, in each direction.
    public var units: Int
    /// Whether a second LSTM reads the sequence backwards; its features follow the first's.
    public var bidirectional: Bool
    public var returns: Output

    public init(name: String? = nil, units: Int, bidirectional: Bool = false, returns: Output = .last) {
        self.name = name
        self.units = units
        self.bidirectional = bidirectional
        self.returns = returns
    }
}

extension LSTM: LayerDescription {
    static let kind = "lstm"
    static var bare: Self? { nil }
    static var example: String { "{units: 64}" }

    private static let unitLimit = 1 << 16

    func output(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> FeatureShape {
        guard units >= 1, units <= Self.unitLimit else {
            throw .invalidOption(
                path: path.description, option: "units", value: "\(units)", allowed: "from 1 to \(Self.unitLimit)")
        }
        let (steps, _) = try input.sequence(readBy: path)
        let features = bidirectional ? 2 * units : units
        return returns == .last ? .vector(features: features) : .sequence(steps: steps, features: features)
    }

    func parameters(for input: FeatureShape, at path: LayerPath) throws(ArchitectureError) -> [ParameterDescription] {
        let (_, features) = try input.sequence(readBy: path)
        _ = try FeatureLimits.count([4 * units, features], at: path)
        _ = try FeatureLimits.count([4 * units, units], at: path)
        let bound = 1 / Double(units).squareRoot()
        return (bidirectional ? ["", "_reverse"] : [""]).flatMap { suffix in
            [("weight_ih", [4 * units, features]), ("weight_hh", [4 * units, units]), ("bias", [4 * units])].map {
                ParameterDescription(
                    name: path.parameter($0.0 + suffix), shape: Shape($0.1), initialValue: .uniform(bound: bound))
            }
        }
    }
}

extension LSTM: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decodeIfPresent(String.self, forKey: .name),
            units: try container.decode(Int.self, forKey: .units),
            bidirectional: try container.decodeIfPresent(Bool.self, forKey: .bidirectional) ?? false,
            returns: try container.decodeIfPresent(Output.self, forKey: .returns) ?? .last)
    }
}

extension Layer {
    public static func lstm(_ layer: LSTM) -> Layer { Layer(layer) }
}
