import Cohorts
import Networks

extension Targets {
    /// What a network should say of some samples: a row with a 1 for each class that a sample belongs to.
    ///
    /// - Precondition: every class is below `classes`.
    init(_ samples: [Sample], classes: Int) {
        var values = [Float](repeating: 0, count: samples.count * classes)
        for (row, sample) in samples.enumerated() {
            for label in sample.classes { values[row * classes + label] = 1 }
        }
        self.init(rows: samples.count, columns: classes, values: values)
    }
}
