import Foundation

/// The learning rate is multiplied by `factor` after every epoch.
public struct ExponentialSchedule: Hashable, Sendable {
    public var factor = 0.95
    public var warmUp = 0

    public init(factor: Double = 0.95, warmUp: Int = 0) {
        self.warmUp = warmUp
        self.factor = factor
    }
}

extension ExponentialSchedule: LearningRateRule {
    func factor(epoch: Int, epochs: Int, history: [HistoryRow]) -> Double {
        pow(factor, Double(epoch))
    }
}

extension ExponentialSchedule: Codable {
    enum CodingKeys: String, CodingKey {
        case factor, warmUp
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.factor, into: &factor, .above(0))
        try container.read(.warmUp, into: &warmUp, .within(0, through: TrainingSettings.longest))
    }
}
