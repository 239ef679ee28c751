/// Where a plan's answers lie: a row for each place of the batch, or for each real step of each sequence.
extension Plan {
    /// How many classes an answer tells apart.
    public var classes: Int { answer.classes }

    /// How many answers the sequence at place `index` has: one, or one for each of its real steps.
    public func answerCount(at index: Int) -> Int {
        answer.steps.map { answeredLengths?[index] ?? $0 } ?? 1
    }

    /// The numbers before the softmax from the last step, `classes` for each answer: those of the first sequence, of the second,
    /// and so on, without the steps that are padding.
    public var logits: [Float] { logits(in: answerRows) }

    /// Those of the sequence at place `index`.
    ///
    /// - Precondition: `index` is a place of the batch.
    public func logits(at index: Int) -> [Float] { logits(in: answerRows(at: index)) }

    private func logits(in rows: [Int]) -> [Float] {
        rows.flatMap { row in UnsafeBufferPointer(start: output.elements + row * classes, count: classes) }
    }

    /// The rows of the output that are answers, in the order of `logits`.
    var answerRows: [Int] { (0..<batch).flatMap(answerRows) }

    /// With a time axis, row t·batch + b is that of step t of sequence b.
    private func answerRows(at index: Int) -> [Int] {
        (0..<answerCount(at: index)).map { $0 * batch + index }
    }

    /// Takes over the gradient of the logits; rows that are no answers get none.
    ///
    /// - Precondition: there are as many numbers as logits.
    func setOutputGradient(_ gradient: [Float]) {
        guard let outputGradient else { return }
        outputGradient.elements.update(repeating: 0, count: batch * (answer.steps ?? 1) * classes)
        gradient.withUnsafeBufferPointer { source in
            guard let source = source.baseAddress else { return }
            for (place, row) in answerRows.enumerated() {
                (outputGradient.elements + row * classes).update(from: source + place * classes, count: classes)
            }
        }
    }
}
