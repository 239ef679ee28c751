/// A rising curve through scores and frequencies, by pooling adjacent violators (Ayer et al. 1955; Barlow et al. 1972).
public struct IsotonicCurve: Hashable, Codable, Sendable {
    /// Scores in strictly rising order.
    public let scores: [Double]

    /// The frequency at each score, never falling. Between two scores the curve is a straight line, outside constant.
    public let frequencies: [Double]

    /// The never-falling curve with the least squared distance from the answers, positive 1 and negative 0.
    ///
    /// - Throws: `.oneClassOnly`, or `.constantScores`.
    public init(fitting samples: BinaryScores) throws(EvaluationError) {
        let figure = "isotonic regression"
        try samples.requireBothClasses(for: figure)
        let runs = TiedRuns.ascending(samples.scores)
        guard runs.count > 1 else { throw .constantScores(figure: figure) }
        var blocks: [(low: Double, high: Double, positives: Int, count: Int)] = []
        for run in runs {
            var block = (run.value, run.value, run.indices.count { samples.positives[$0] }, run.indices.count)
            // a/b ≥ c/d as a·d ≥ c·b, without rounding.
            while let last = blocks.last, last.positives * block.3 >= block.2 * last.count {
                block = (last.low, block.1, last.positives + block.2, last.count + block.3)
                blocks.removeLast()
            }
            blocks.append(block)
        }
        var scores: [Double] = []
        var frequencies: [Double] = []
        for block in blocks {
            for score in block.low < block.high ? [block.low, block.high] : [block.low] {
                scores.append(score)
                frequencies.append(Double(block.positives) / Double(block.count))
            }
        }
        self.scores = scores
        self.frequencies = frequencies
    }

    /// The frequency at a score.
    public func frequency(at score: Double) -> Double {
        var (low, high) = (0, scores.count)
        while low < high {
            let middle = (low + high) / 2
            if scores[middle] < score { low = middle + 1 } else { high = middle }
        }
        guard low < scores.count else { return frequencies.last ?? 0 }
        guard low > 0, scores[low] > score else { return frequencies[low] }
        let share = (score - scores[low - 1]) / (scores[low] - scores[low - 1])
        return frequencies[low - 1] + share * (frequencies[low] - frequencies[low - 1])
    }
}
