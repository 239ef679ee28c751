import Cohorts
import Networks
import Preparation

extension Targets {
    /// What a network should say of some samples: a row with a 1 for each class that a sample belongs to.
    ///
    /// - Precondition: every class is below `classes`.
    init(_ samples: [Sample], classes: Int) {
        self.init(samples.map(\.classes), classes: classes)
    }

    /// What a network that answers for each frame should say of some samples: a row for each frame of the first, then of the
    /// second, and so on.
    ///
    /// - Parameter sources: which frames of its scan each sequence is made of.
    /// - Precondition: every sample has labels of its frames.
    /// - Throws: `.frameLabels` where a scan has another number of frames than labels.
    init(_ samples: [Sample], at sources: [SourceFrames], classes: Int) throws(TrainingError) {
        var rows: [[Int]] = []
        for (sample, source) in zip(samples, sources) { rows += try sample.frameClasses(at: source) }
        self.init(rows, classes: classes)
    }

    /// A row with a 1 in each column that it lists.
    private init(_ rows: [[Int]], classes: Int) {
        var values = [Float](repeating: 0, count: rows.count * classes)
        for (row, labels) in rows.enumerated() {
            for label in labels { values[row * classes + label] = 1 }
        }
        self.init(rows: rows.count, columns: classes, values: values)
    }
}

extension Sample {
    /// The classes of a sequence's frames; none without labels of frames.
    ///
    /// - Throws: `TrainingError.frameLabels` where the scan has another number of frames than labels.
    func frameClasses(at source: SourceFrames) throws(TrainingError) -> [[Int]] {
        do {
            return try frameLabels?.classes(at: source.places, of: source.count, sample: id) ?? []
        } catch {
            throw .frameLabels(error)
        }
    }
}
