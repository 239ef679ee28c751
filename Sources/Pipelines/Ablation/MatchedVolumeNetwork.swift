import Foundation
import Networks

/// The baseline's frame layers in three dimensions, read over the whole sequence as one volume, with as many filters as
/// make about as many parameters.
struct MatchedVolumeNetwork {
    let root: ConfigurationNode

    /// Layers that read a sequence, for which there is none any more.
    private static let ofSequences: Set<String> = [
        "lstm", "gru", "meanOverTime", "maxOverTime", "attentionOverTime", "readAsSequence", "convolution1D",
        "transformerEncoder", "positionalEncoding",
    ]
    private static let endings: Set<String> = ["globalAveragePool", "globalMaxPool", "flatten"]
    /// The factors for the filters that are tried, from 1/16 to 16.
    private static let scales = (-128...128).map { pow(2, Double($0) / 32) }

    /// - Throws: `AblationError.control` where the model has no frames to read as a volume, or no width of the network fits.
    init(of source: PipelineSource) throws {
        let base = try source.pipeline()
        guard let input = base.fixedInput, input.frames > 1 else {
            throw AblationError.control(
                .cnn3d,
                problem: "it needs preparation.size and preparation.frames of at least 2, which become the volume")
        }
        let target = Double(try base.model.parameterCount(for: input))
        var best: (distance: Double, root: ConfigurationNode)?
        var problem: (any Error)?
        for scale in Self.scales {
            let root = try source.changingModel { try Self.layers($0, scale: scale) }
            do {
                let model = try source.pipeline(of: root).model
                _ = try model.classCount(for: input)
                let distance = abs(log(Double(try model.parameterCount(for: input)) / target))
                if distance < best?.distance ?? .infinity { best = (distance, root) }
            } catch {
                problem = error
            }
        }
        guard let best else {
            throw AblationError.control(.cnn3d, problem: problem.map { "\($0)" } ?? "no width of it can be compiled")
        }
        root = best.root
    }

    private static func layers(_ layers: [ConfigurationNode], scale: Double) throws -> [ConfigurationNode] {
        guard let place = layers.firstIndex(where: { $0.ownNames.first == "timeDistributed" }),
            case .sequence(let inner)? = layers[place].child(.key("timeDistributed"))?.child(.key("layers"))?.content
        else {
            throw AblationError.control(.cnn3d, problem: "the model has no timeDistributed layer")
        }
        let bare = { (word: String) in
            ConfigurationNode(content: .scalar(word, isQuoted: false), origin: layers[place].origin)
        }
        let endsInVector = inner.contains { endings.contains($0.ownNames.first ?? "") }
        return Array(layers[..<place]) + [bare("readAsVolume")] + inner.map { $0.scalingFilters(by: scale) }
            + (endsInVector ? [] : [bare("globalAveragePool")])
            + layers[(place + 1)...].filter { !ofSequences.contains($0.ownNames.first ?? "") }
    }
}
