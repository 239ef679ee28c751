/// What a network says of one sequence, known from the shape that its last layer makes.
public struct Answer: Hashable, Sendable {
    /// How many classes it tells apart.
    public var classes: Int
    /// How many steps of the sequence have an answer each; nil where the whole sequence has one.
    public var steps: Int?

    public init(classes: Int, steps: Int? = nil) {
        (self.classes, self.steps) = (classes, steps)
    }
}

extension Answer: CustomStringConvertible {
    /// As in `one answer of 2 numbers for each of 12 steps`.
    public var description: String {
        steps.map { "one answer of \(classes) numbers for each of \($0) steps" }
            ?? "one answer of \(classes) numbers for the whole sequence"
    }
}

extension Architecture {
    /// What the network says of a sequence.
    ///
    /// - Throws: `ArchitectureError.notAClassifier` where it ends neither in a vector nor in a sequence of vectors.
    public func answer(for input: InputShape) throws(ArchitectureError) -> Answer {
        guard let output = try outputs(for: input).last else { throw .empty }
        switch output {
        case .vector(let classes): return Answer(classes: classes)
        case .sequence(let steps, let classes): return Answer(classes: classes, steps: steps)
        case .frames, .map, .volume: throw .notAClassifier(output: output)
        }
    }

    /// How many classes the last layer tells apart.
    ///
    /// - Throws: `ArchitectureError.notAClassifier` likewise.
    public func classCount(for input: InputShape) throws(ArchitectureError) -> Int {
        try answer(for: input).classes
    }
}
