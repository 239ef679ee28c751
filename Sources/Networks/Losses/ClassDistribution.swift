import Foundation

/// One row of a loss over classes that exclude each other: the softmax of its outputs, and what it should be.
struct ClassDistribution {
    let probabilities: [Double]
    /// The logarithms of the probabilities, exact also where a probability is too small for a number.
    let logarithms: [Double]

    init(_ outputs: ArraySlice<Float>) {
        let outputs = outputs.map(Double.init)
        let largest = outputs.max() ?? 0
        let logSum = largest + log(outputs.reduce(0) { $0 + exp($1 - largest) })
        logarithms = outputs.map { $0 - logSum }
        probabilities = logarithms.map(exp)
    }

    /// The gradient of the outputs for that of the logarithms: dzₖ = gₖ − pₖ·Σ g.
    func gradient(ofLogarithms gradient: [Double]) -> [Double] {
        let sum = gradient.reduce(0, +)
        return zip(gradient, probabilities).map { $0 - $1 * sum }
    }
}

/// Class weights and label smoothing, which losses over classes share: q = w·((1 − ε)·t + ε/K) for a target t.
struct ClassTargets {
    /// One weight a class; nil weighs all alike.
    var weights: [Float]?
    /// ε, the share that is spread evenly over all classes.
    var smoothing: Float

    /// The weighted, smoothed targets of one row.
    func smoothed(_ row: [Double]) -> [Double] {
        row.indices.map { index in
            weight(index) * (row[index] * (1 - Double(smoothing)) + Double(smoothing) / Double(row.count))
        }
    }

    /// Σ w·t over all rows, by which the sum of the losses is divided.
    func total(_ targets: Targets) -> Double {
        targets.values.enumerated().reduce(0) { $0 + weight($1.offset % targets.columns) * Double($1.element) }
    }

    /// The mean over all rows of a loss of one row, and its gradient.
    ///
    /// - Parameter row: the loss of a row with these weighted, smoothed targets, and the gradients of the logarithms.
    func evaluate(
        _ outputs: [Float], _ targets: Targets,
        row loss: (_ wanted: [Double], _ found: ClassDistribution) -> (loss: Double, slopes: [Double])
    ) -> Evaluation {
        let total = total(targets)
        var sum = 0.0
        var gradient: [Float] = []
        gradient.reserveCapacity(outputs.count)
        for row in 0..<targets.rows {
            let distribution = ClassDistribution(outputs[row * targets.columns..<(row + 1) * targets.columns])
            let (own, slopes) = loss(smoothed(targets.row(row)), distribution)
            sum += own
            gradient += distribution.gradient(ofLogarithms: slopes).map { Float($0 / total) }
        }
        return Evaluation(loss: sum / total, gradient: gradient)
    }

    func weight(_ index: Int) -> Double { weights.map { Double($0[index]) } ?? 1 }
}
