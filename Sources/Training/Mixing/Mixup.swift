import Tensors

/// Pairs of sequences are averaged, λ·a + (1 − λ)·b, with λ drawn from Beta(α, α) for each step (Zhang et al. 2018).
public struct Mixup: Hashable, Sendable {
    public var alpha = 0.2

    public init(alpha: Double = 0.2) {
        self.alpha = alpha
    }
}

extension Mixup: MixingRule {
    private struct Average: PairMixing {
        var share: Double

        func mix(_ partner: Tensor, into sequence: inout Tensor) {
            let share = Float(share)
            partner.withUnsafeElements { partner in
                sequence.withUnsafeMutableElements { elements in
                    for index in elements.indices {
                        elements[index] = share * elements[index] + (1 - share) * partner[index]
                    }
                }
            }
        }
    }

    func draw(share: Double, shape: Shape, using generator: inout RandomGenerator) -> any PairMixing {
        Average(share: share)
    }
}

extension Mixup: Codable {
    enum CodingKeys: String, CodingKey {
        case alpha
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.alpha, into: &alpha, .above(0))
    }
}
