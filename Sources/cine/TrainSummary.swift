import Evaluation
import Pipelines

/// What `cine train` prints when it is done.
struct TrainSummary: Encodable {
    var model: String
    var modelID: String
    var epoch: Int?
    var parameters, trainedParameters: Int?
    var metrics: MetricsSummary?
    /// The figures of single frames, where these have labels.
    var frames: MetricsSummary?
    var leaksAccepted: [String: Int]?

    private enum CodingKeys: String, CodingKey {
        case model, epoch, metrics, frames, parameters
        case trainedParameters = "trained_parameters"
        case leaksAccepted = "leaks_accepted"
        case modelID = "model_id"
    }

    init(_ outcome: TrainOutcome) {
        model = outcome.folder.model.string
        modelID = outcome.modelID
        epoch = outcome.epoch
        parameters = outcome.parameters
        trainedParameters = outcome.trainedParameters
        metrics = outcome.metrics?.pooled
        frames = outcome.metrics?.frames
        leaksAccepted = outcome.leaksAccepted
    }

    /// The summary for people: the model and each metric with its 95 % interval.
    var lines: [String] {
        var lines = ["model \(model) (\(modelID)\(epoch.map { ", epoch \($0)" } ?? ""))"]
        if let parameters, let trainedParameters {
            lines.append("\(trainedParameters) of \(parameters) parameters trained")
        }
        if let leaksAccepted {
            let counts = leaksAccepted.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            lines.append("LEAKS ACCEPTED (\(counts.joined(separator: ", "))): what follows is no independent judgement")
        }
        guard let metrics else { return lines + ["no part was held out, so nothing was judged"] }
        lines.append(
            "judged once on \(metrics.samples) held-out scans of \(metrics.patients) patients (95 % intervals):")
        return lines + MetricsLines.lines(metrics) + MetricsLines.lines(ofFrames: frames)
    }
}
