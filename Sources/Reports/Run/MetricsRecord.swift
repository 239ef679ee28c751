import Evaluation

/// The contents of `metrics.json`, of a training as well as of a validation.
struct MetricsRecord: Decodable {
    var folds: [Fold]
    var pooled: MetricsSummary?
    var replicates: [Fold]?
    /// The figures of single frames, where these have labels of their own.
    var frames: MetricsSummary?
    /// The figures per patient.
    var patients: MetricsSummary?
    /// What the ensemble of the folds’ models reached on a test part.
    var test: MetricsSummary?
    /// The same of its single frames.
    var testFrames: MetricsSummary?
    /// The figures of subgroups, by the column that names them.
    var subgroups: [String: Subgroups]?
    /// What answers mean where the positive class is as frequent as the pipeline says.
    var prevalence: PrevalenceFigures?
    /// What was answered, where models may abstain.
    var abstention: AbstentionFigures?
    /// What was reached with shuffled labels.
    var permutations: [MetricsSummary]?
    var missing: [Failure]?
    /// The leaks that the user let pass, in the words of the audit.
    var leaksAccepted: RecordedText?

    /// The figures of one fold, or of one repetition of all folds.
    struct Fold: Decodable {
        var fold: Int?
        var repetition: Int?
        var seed: UInt64?
        var metrics: MetricsSummary

        private enum CodingKeys: String, CodingKey {
            case fold, seed
            case repetition = "repeat"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            fold = try container.decodeIfPresent(Int.self, forKey: .fold)
            repetition = try container.decodeIfPresent(Int.self, forKey: .repetition)
            seed = try container.decodeIfPresent(UInt64.self, forKey: .seed)
            metrics = try MetricsSummary(from: decoder)
        }
    }

    /// A unit that failed.
    struct Failure: Decodable {
        var unit: String
        var reason: String
    }

    private enum CodingKeys: String, CodingKey {
        case folds, pooled, replicates, frames, patients, test, permutations, missing, subgroups, prevalence, abstention
        case leaksAccepted = "leaks_accepted"
        case testFrames = "test_frames"
    }
}

/// Any JSON value as lines of text.
struct RecordedText: Decodable {
    /// One line for each value; empty where there is nothing, or where it is `false`.
    var lines: [String]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let list = try? decoder.singleValueContainer().decode([RecordedText].self) {
            lines = list.map { $0.lines.joined(separator: ", ") }
        } else if let map = try? decoder.container(keyedBy: Key.self) {
            lines = try map.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
                let value = try map.decode(RecordedText.self, forKey: key)
                return "\(key.stringValue): \(value.lines.joined(separator: "; "))"
            }
        } else {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                lines = [text]
            } else if let answer = try? value.decode(Bool.self) {
                lines = answer ? ["yes"] : []
            } else if let number = try? value.decode(Double.self) {
                lines = [Figures.plain(number)]
            } else {
                lines = []
            }
        }
    }
}
