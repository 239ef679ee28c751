import Cohorts

/// How clinical columns become the numbers that a network reads: for each column its z-score, and 1 where it is missing.
///
/// Means and deviations are those of the training part alone. A missing value counts as the mean, so that its z-score is 0.
public struct ClinicalScaling: Codable, Hashable, Sendable {
    /// One column, and how it is distributed in the training part.
    public struct Column: Codable, Hashable, Sendable {
        public var name: String
        public var mean: Double
        /// The population's standard deviation; 1 where all values are equal.
        public var deviation: Double

        public init(name: String, mean: Double, deviation: Double) {
            self.name = name
            self.mean = mean
            self.deviation = deviation
        }
    }

    public var columns: [Column]

    public init(columns: [Column]) {
        self.columns = columns
    }

    /// - Throws: `TrainingError.clinicalWithoutValues` where a column is empty in the training part.
    public init(_ names: [String], fitting training: [Sample]) throws(TrainingError) {
        var columns: [Column] = []
        for name in names {
            let values = training.compactMap { $0.clinical([name])[0] }
            guard !values.isEmpty else { throw .clinicalWithoutValues(column: name) }
            let mean = values.reduce(0) { $0 + $1 / Double(values.count) }
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / Double(values.count) }
            let deviation = variance.squareRoot()
            columns.append(
                Column(name: name, mean: mean, deviation: deviation > 0 && deviation.isFinite ? deviation : 1))
        }
        self.init(columns: columns)
    }

    public var names: [String] { columns.map(\.name) }

    /// How many numbers the network reads.
    public var count: Int { Self.count(of: names) }

    /// How many numbers a network reads of some columns: a z-score and a flag of each.
    public static func count(of columns: [String]) -> Int { 2 * columns.count }

    /// z-score and flag of each column, in order; values that are left out count as missing.
    public func numbers(_ values: [Double?]) -> [Float] {
        columns.enumerated().flatMap { place, column -> [Float] in
            guard place < values.count, let value = values[place] else { return [0, 1] }
            return [Float((value - column.mean) / column.deviation), 0]
        }
    }

    /// The numbers of a sample.
    public func numbers(of sample: Sample) -> [Float] { numbers(sample.clinical(names)) }
}
