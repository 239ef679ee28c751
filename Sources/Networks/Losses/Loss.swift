/// How far a batch's outputs are from what they should be, with the gradient beside it.
public protocol Loss: Sendable {
    /// The loss of N·K outputs, and its gradient in the same order.
    ///
    /// - Precondition: there are as many outputs as targets.
    func evaluate(_ outputs: [Float], _ targets: Targets) -> Evaluation
}

/// A loss and its gradient.
public struct Evaluation: Hashable, Sendable {
    public var loss: Double
    /// One number for each output.
    public var gradient: [Float]

    init(loss: Double, gradient: [Float]) {
        self.loss = loss
        self.gradient = gradient
    }
}

/// What a batch's outputs should be: N rows of K numbers from 0 to 1.
///
/// For losses of a class each row is a distribution: a single 1, or several shares where samples were mixed. For losses of labels
/// that do not exclude each other each number stands for itself.
public struct Targets: Hashable, Sendable {
    public let rows: Int
    public let columns: Int
    public let values: [Float]

    /// - Precondition: there are `rows`·`columns` values.
    public init(rows: Int, columns: Int, values: [Float]) {
        precondition(values.count == rows * columns, "\(values.count) values are not \(rows) rows of \(columns)")
        self.rows = rows
        self.columns = columns
        self.values = values
    }

    /// One class for each row.
    ///
    /// - Precondition: every label is from 0 to below `classes`.
    public init(labels: [Int], classes: Int) {
        var values = [Float](repeating: 0, count: labels.count * classes)
        for (row, label) in labels.enumerated() { values[row * classes + label] = 1 }
        self.init(rows: labels.count, columns: classes, values: values)
    }

    /// Row `row`, in double precision.
    func row(_ row: Int) -> [Double] {
        values[row * columns..<(row + 1) * columns].map(Double.init)
    }
}
