/// How the scores of several images, slices or clips become those of one scan or patient.
public enum Aggregation: String, CaseIterable, Hashable, Codable, Sendable {
    /// The mean of the probabilities.
    case mean
    /// The greatest probability of the positive class: one conspicuous slice suffices. With more than two classes the
    /// greatest of each class, divided by their sum.
    case max
    /// The share of samples that each class was decided on for; the class with most votes wins, of equally many the one
    /// with the greater mean probability, then the first.
    case majority
}

extension ScoredSamples {
    /// One sample a patient.
    ///
    /// - Throws: `.mixedGroup` where a patient has samples with two labels.
    public func aggregated(by aggregation: Aggregation) throws(EvaluationError) -> ScoredSamples {
        try aggregated(by: aggregation, over: patients, named: "patient")
    }

    /// One sample a group, such as a scan, in the order in which the groups first occur. Samples are to be named by
    /// groups that are unique over all patients.
    ///
    /// - Parameters:
    ///   - groups: the group of each sample, N names.
    ///   - kind: what a group is, for messages.
    /// - Throws: `.countMismatch`, or `.mixedGroup` where the samples of a group have two labels or two patients.
    public func aggregated(
        by aggregation: Aggregation, over groups: [String], named kind: String = "group"
    ) throws(EvaluationError) -> ScoredSamples {
        guard groups.count == count else {
            throw .countMismatch(list: "groups", found: groups.count, expected: count)
        }
        let predictions = predictions
        var rows: [Double] = []
        var labels: [Int] = []
        var patients: [String] = []
        var decisions: [Int] = []
        for members in PatientGroups(groups).groups {
            let first = members[0]
            for member in members {
                if self.labels[member] != self.labels[first] {
                    throw .mixedGroup(
                        group: "\(kind) \(groups[first])", attribute: "label", first: "class \(self.labels[first])",
                        second: "class \(self.labels[member])")
                }
                if self.patients[member] != self.patients[first] {
                    throw .mixedGroup(
                        group: "\(kind) \(groups[first])", attribute: "patient", first: self.patients[first],
                        second: self.patients[member])
                }
            }
            let row = aggregation.row(of: self, members, predictions: predictions)
            rows += row.probabilities
            decisions.append(row.decision)
            labels.append(self.labels[first])
            patients.append(self.patients[first])
        }
        let scored = try ScoredSamples(
            probabilities: rows, labels: labels, classCount: classCount, positiveClass: positiveClass,
            patients: patients)
        return aggregation == .majority ? try scored.deciding(decisions) : scored
    }
}

extension Aggregation {
    /// The probabilities of one group, and the class with most of them.
    fileprivate func row(
        of samples: ScoredSamples, _ members: [Int], predictions: [Int]
    ) -> (probabilities: [Double], decision: Int) {
        let classes = samples.classCount
        let columns = 0..<classes
        let probability = { (member: Int, column: Int) in samples.probabilities[member * classes + column] }
        let means = columns.map { column in
            members.reduce(0) { $0 + probability($1, column) } / Double(members.count)
        }
        let row =
            switch self {
            case .mean: means
            case .max: Self.greatest(samples, members)
            case .majority:
                columns.map { column in
                    Double(members.count { predictions[$0] == column }) / Double(members.count)
                }
            }
        let decision = columns.reduce(0) { best, column in
            (row[column], means[column]) > (row[best], means[best]) ? column : best
        }
        return (row, decision)
    }

    private static func greatest(_ samples: ScoredSamples, _ members: [Int]) -> [Double] {
        let greatest = (0..<samples.classCount).map { column in
            members.reduce(0) { Swift.max($0, samples.probabilities[$1 * samples.classCount + column]) }
        }
        if let positive = samples.positiveClass {
            let p = min(greatest[positive], 1)
            return positive == 1 ? [1 - p, p] : [p, 1 - p]
        }
        let sum = greatest.reduce(0, +)
        return greatest.map { sum > 0 ? $0 / sum : 1 / Double(greatest.count) }
    }
}
