import Cohorts
import Preparation
import Training

/// How scans are scored: prepared on all threads and given to a network a batch at a time.
struct ScanScoring {
    var preparation: Preparation
    var batch: Int
    var threads: Int

    /// What a network says of samples, in their order.
    ///
    /// - Parameters:
    ///   - each: told how many samples are scored.
    ///   - score: the network, which says something of each of some sequences and their samples.
    /// - Throws: `SampleFailure` where a scan cannot be read.
    func scores<Score>(
        of samples: [Sample], each: (Int) -> Void = { _ in },
        by score: ([FrameSequence], ArraySlice<Sample>) throws -> [Score]
    ) throws -> [Score] {
        let scans = PreparedScans(
            samples.map { LoadedItem(id: $0.id, source: $0.source) }, preparation: preparation, threads: threads,
            chunk: batch)
        var scores: [Score] = []
        var waiting: [FrameSequence] = []
        for scan in scans {
            waiting.append(try scan.outcome.get())
            if waiting.count == batch || scan.index == samples.count - 1 {
                scores += try score(waiting, samples[scores.count..<scores.count + waiting.count])
                waiting = []
                each(scores.count)
            }
        }
        return scores
    }

    /// What a model says of samples that it did not learn from.
    ///
    /// - Parameter fold: what their rows bear in the column `fold`; nil leaves it empty.
    func rows(
        of samples: [Sample], fold: Int?, by model: ModelFile, each: (Int) -> Void = { _ in }
    ) throws -> [ScoredRow] {
        let scorer = try ModelScorer(model, batch: batch, threads: threads)
        let columns = model.description.clinicalColumns
        let scores = try scores(of: samples, each: each) { sequences, samples in
            let scores = try scorer.scores(
                for: sequences.map(\.frames), clinical: samples.map { $0.clinical(columns) })
            return try zip(zip(samples, scores), sequences.map(\.source)).map { scored, source in
                (scored.1, try scored.0.scoredFrames(scored.1, of: source))
            }
        }
        return zip(samples, scores).map { sample, scored in
            let (score, frames) = scored
            return ScoredRow(
                sample: sample, fold: fold, decision: score.decision, probabilities: score.probabilities,
                frames: frames, isAnswered: !score.isAbstained)
        }
    }
}

extension Sample {
    /// What a score says of the scan's frames; nothing where they have no labels.
    ///
    /// - Throws: `CohortError.frameCount` where the scan has another number of frames than labels.
    fileprivate func scoredFrames(_ score: ModelScore, of source: SourceFrames) throws -> [ScoredFrame] {
        guard let frameLabels else { return [] }
        _ = try frameLabels.classes(at: source.places, of: source.count, sample: id)
        return zip(source.places, score.frames).map { ScoredFrame(place: $0, probabilities: $1) }
    }
}
