import Networks
import Tensors

/// A network whose layers lose what they learnt one after another, from the last to the first (Adebayo et al. 2018).
public enum CascadingRandomisation {
    /// Weights of up to `stages` stages: in the last one every tensor is drawn as before training.
    public static func weights(
        _ trained: Weights, of architecture: Architecture, input: InputShape, stages: Int, seed: UInt64
    ) throws(ArchitectureError) -> [Weights] {
        let fresh = try Weights.initial(for: architecture, input: input, seed: seed)
        var layers: [[String]] = []
        for name in trained.names {
            let layer = name.split(separator: ".").dropLast().joined(separator: ".")
            if let last = layers.last?.first, last.split(separator: ".").dropLast().joined(separator: ".") == layer {
                layers[layers.count - 1].append(name)
            } else {
                layers.append([name])
            }
        }
        let count = min(stages, layers.count)
        return (1...max(count, 1)).map { stage in
            var weights = trained
            for layer in layers.suffix(layers.count * stage / max(count, 1)) {
                for name in layer { weights[name] = fresh[name] }
            }
            return weights
        }
    }
}
