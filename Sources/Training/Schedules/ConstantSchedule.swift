/// The learning rate stays as it is.
public struct ConstantSchedule: Hashable, Sendable {
    public var warmUp = 0

    public init(warmUp: Int = 0) {
        self.warmUp = warmUp
    }
}

extension ConstantSchedule: LearningRateRule {
    func factor(epoch: Int, epochs: Int, history: [HistoryRow]) -> Double { 1 }
}

extension ConstantSchedule: Codable {
    enum CodingKeys: String, CodingKey {
        case warmUp
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.warmUp, into: &warmUp, .within(0, through: TrainingSettings.longest))
    }
}
