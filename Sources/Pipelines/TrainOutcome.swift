import Evaluation
import Foundation
import RunFolders
import SystemPackage
import Training

/// What a finished training says about itself.
public struct TrainOutcome: Sendable {
    public var folder: RunFolder
    /// The judged part's metrics; nil where the split leaves nothing to judge.
    public var metrics: MetricsReport?
    /// The epoch whose weights were kept, from 1; nil where an earlier run had already finished.
    public var epoch: Int?
    public var modelID: String
    /// How many numbers the network has, and how many of them were trained; nil likewise.
    public var parameters, trainedParameters: Int?
}

extension RunFolder {
    /// The outcome of a training that finished here before, or nil; the model is the file that is written last.
    func finishedOutcome() throws -> TrainOutcome? {
        guard FileManager.default.fileExists(atPath: model.string) else { return nil }
        let file = try ModelFile.read(from: model)
        var report: MetricsReport?
        if FileManager.default.fileExists(atPath: metrics.string) {
            report = try? JSONDecoder().decode(MetricsReport.self, from: Data(WholeFile.bytes(at: metrics)))
            if report == nil { throw PipelineError.damagedFile(metrics) }
        }
        return TrainOutcome(folder: self, metrics: report, epoch: nil, modelID: file.id)
    }
}
