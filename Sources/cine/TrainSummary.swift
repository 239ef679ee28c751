import Evaluation
import Pipelines

/// What `cine train` prints when it is done.
struct TrainSummary: Encodable {
    var model: String
    var modelID: String
    var epoch: Int?
    var metrics: MetricsSummary?

    private enum CodingKeys: String, CodingKey {
        case model, epoch, metrics
        case modelID = "model_id"
    }

    init(_ outcome: TrainOutcome) {
        model = outcome.folder.model.string
        modelID = outcome.modelID
        epoch = outcome.epoch
        metrics = outcome.metrics?.pooled
    }

    /// The summary for people: the model and each metric with its 95 % interval.
    var lines: [String] {
        var lines = ["model \(model) (\(modelID)\(epoch.map { ", epoch \($0)" } ?? ""))"]
        guard let metrics else { return lines + ["no part was held out, so nothing was judged"] }
        lines.append(
            "judged once on \(metrics.samples) held-out scans of \(metrics.patients) patients (95 % intervals):")
        return lines + MetricsLines.lines(metrics)
    }
}
