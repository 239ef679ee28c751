import Foundation

/// The learning rate is multiplied by `factor` whenever the tuning loss (without a tuning part the training loss) has not
/// fallen for more than `patience` epochs. A fall counts if it exceeds a ten-thousandth of the best loss.
public struct PlateauSchedule: Hashable, Sendable {
    public var factor = 0.1
    public var patience = 5
    public var warmUp = 0

    public init(factor: Double = 0.1, patience: Int = 5, warmUp: Int = 0) {
        self.warmUp = warmUp
        self.factor = factor
        self.patience = patience
    }
}

extension PlateauSchedule: LearningRateRule {
    func factor(epoch: Int, epochs: Int, history: [HistoryRow]) -> Double {
        var best = Double.infinity
        var waited = 0
        var reductions = 0
        for row in history {
            let loss = row.tuningLoss ?? row.trainLoss
            if loss < best * (1 - 1e-4) {
                best = loss
                waited = 0
            } else {
                waited += 1
            }
            if waited > patience {
                reductions += 1
                waited = 0
            }
        }
        return pow(factor, Double(reductions))
    }
}

extension PlateauSchedule: Codable {
    enum CodingKeys: String, CodingKey {
        case factor, patience, warmUp
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(.factor, into: &factor, .above(0))
        try container.read(.patience, into: &patience, .atLeast(0))
        try container.read(.warmUp, into: &warmUp, .within(0, through: TrainingSettings.longest))
    }
}
