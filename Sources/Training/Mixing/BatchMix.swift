import Foundation
import Networks
import Tensors

/// How the prepared samples of a step are mixed with each other: `mixup` or `cutmix`, bare or as a map with one key.
///
/// Every sample is mixed with a partner drawn from the same step; its target becomes the same mix of both labels.
public enum BatchMix: Hashable, Sendable {
    case mixup(Mixup)
    case cutmix(Cutmix)
}

/// A rule that mixes pairs of samples.
protocol MixingRule {
    /// The parameter of Beta(α, α), from which the share of the first sample is drawn.
    var alpha: Double { get }

    /// Draws what one step does to all of its pairs of sequences `[T, H, W, C]`.
    func draw(share: Double, shape: Shape, using generator: inout RandomGenerator) -> any PairMixing
}

/// What one step does to its pairs.
protocol PairMixing {
    /// The share of the first sample in the target.
    var share: Double { get }
    /// Mixes `partner` into `sequence`, which has the same shape.
    func mix(_ partner: Tensor, into sequence: inout Tensor)
}

extension BatchMix {
    /// Mixes the samples of one step; the same generator gives the same bytes.
    ///
    /// - Parameters:
    ///   - sequences: at least one tensor `[T, H, W, C]`, all of one shape.
    ///   - targets: what the network should say of each.
    func apply(
        to sequences: [Tensor], targets: Targets, using generator: inout RandomGenerator
    ) -> (sequences: [Tensor], targets: Targets) {
        let rule = rule
        let share = generator.beta(rule.alpha)
        let partners = generator.permutation(of: sequences.count)
        let mixing = rule.draw(share: share, shape: sequences[0].shape, using: &generator)
        var mixed = sequences
        var values = [Float](repeating: 0, count: targets.values.count)
        for (place, partner) in partners.enumerated() {
            if partner != place { mixing.mix(sequences[partner], into: &mixed[place]) }
            for column in 0..<targets.columns {
                values[place * targets.columns + column] =
                    Float(mixing.share) * targets.values[place * targets.columns + column]
                    + Float(1 - mixing.share) * targets.values[partner * targets.columns + column]
            }
        }
        return (mixed, Targets(rows: targets.rows, columns: targets.columns, values: values))
    }

    private var rule: any MixingRule {
        switch self {
        case .mixup(let rule): rule
        case .cutmix(let rule): rule
        }
    }
}

extension BatchMix: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case mixup, cutmix
    }

    public init(from decoder: any Decoder) throws {
        self = try Choice.decode(from: decoder) { (name: CodingKeys, container) in
            switch name {
            case .mixup: .mixup(try container?.decode(Mixup.self, forKey: name) ?? Mixup())
            case .cutmix: .cutmix(try container?.decode(Cutmix.self, forKey: name) ?? Cutmix())
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .mixup(let rule): try container.encode(rule, forKey: .mixup)
        case .cutmix(let rule): try container.encode(rule, forKey: .cutmix)
        }
    }
}
