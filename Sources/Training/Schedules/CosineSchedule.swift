import Foundation

/// The learning rate rises over the first `warmUp` epochs and then falls along half a cosine towards `final` times its
/// height (Loshchilov and Hutter 2017, without restarts).
public struct CosineSchedule: Hashable, Sendable {
    public var warmUp = 0

    /// The factor that the curve would reach one epoch after the last.
    public var final = 0.0

    public init(warmUp: Int = 0, final: Double = 0) {
        self.warmUp = warmUp
        self.final = final
    }
}

extension CosineSchedule: LearningRateRule {
    func factor(epoch: Int, epochs: Int, history: [HistoryRow]) -> Double {
        final + (1 - final) * (1 + cos(.pi * Double(epoch) / Double(epochs))) / 2
    }
}

extension CosineSchedule: Codable {
    enum CodingKeys: String, CodingKey {
        case warmUp, final
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.warmUp, into: &warmUp, .within(0, through: TrainingSettings.longest))
        try container.read(.final, into: &final, .within(0, through: 1))
    }
}
