/// The areas under the ROC curves where a sample may have several findings at once.
public struct MultiLabelAUROC: Hashable, Codable, Sendable {
    /// The area of each finding; nil where it occurs in no sample or in all.
    public var areas: [Double?]

    /// The mean of the areas that are defined; nil where none is.
    public var macro: Double?

    /// The mean of the areas that are defined, each weighted by how often the finding occurs.
    public var weighted: Double?

    /// The area over all pairs of sample and finding together; nil where all are present or all absent.
    public var micro: Double?

    /// - Parameters:
    ///   - scores: N × L finite numbers, one row a sample, one column a finding.
    ///   - findings: N × L answers, whether a sample has a finding.
    ///   - count: L, the number of findings.
    /// - Throws: `EvaluationError` where the lists do not fit together or a score is not finite.
    public init(scores: [Double], findings: [Bool], count: Int) throws(EvaluationError) {
        guard count > 0 else { throw .tooFewValues(figure: "the multi-label AUROC", found: count, needed: 1) }
        guard scores.count.isMultiple(of: count) else {
            throw .countMismatch(
                list: "scores", found: scores.count, expected: (scores.count / count + 1) * count)
        }
        let all = try BinaryScores(scores: scores, positives: findings)
        var areas: [Double?] = []
        var sum = 0.0
        var weightedSum = 0.0
        var defined = 0
        var occurrences = 0
        for column in 0..<count {
            let rows = stride(from: column, to: scores.count, by: count)
            let positives = rows.map { findings[$0] }
            let area = AUROC.area(scores: rows.map { scores[$0] }, positives: positives)
            areas.append(area)
            guard let area else { continue }
            let support = positives.count { $0 }
            sum += area
            weightedSum += area * Double(support)
            defined += 1
            occurrences += support
        }
        self.areas = areas
        macro = defined > 0 ? sum / Double(defined) : nil
        weighted = occurrences > 0 ? weightedSum / Double(occurrences) : nil
        micro = AUROC.area(scores: all.scores, positives: all.positives)
    }
}
