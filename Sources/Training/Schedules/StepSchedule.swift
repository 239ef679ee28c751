import Foundation

/// The learning rate is multiplied by `factor` after every `every` epochs.
public struct StepSchedule: Hashable, Sendable {
    public var every = 10
    public var factor = 0.1
    public var warmUp = 0

    public init(every: Int = 10, factor: Double = 0.1, warmUp: Int = 0) {
        self.warmUp = warmUp
        self.every = every
        self.factor = factor
    }
}

extension StepSchedule: LearningRateRule {
    func factor(epoch: Int, epochs: Int, history: [HistoryRow]) -> Double {
        pow(factor, Double(epoch / every))
    }
}

extension StepSchedule: Codable {
    enum CodingKeys: String, CodingKey {
        case every, factor, warmUp
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.every, into: &every, .atLeast(1))
        try container.read(.factor, into: &factor, .above(0))
        try container.read(.warmUp, into: &warmUp, .within(0, through: TrainingSettings.longest))
    }
}
