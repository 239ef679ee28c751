/// What each step of the sequence added to the target's logit, for or against it.
public struct FrameContributions: Codable, Sendable, Hashable {
    /// What a step of the sequence is.
    public enum Step: String, Codable, Sendable, Hashable {
        case slice, frame, modality, row, cell
    }

    /// One step and what it added.
    public struct Item: Codable, Sendable, Hashable {
        /// The slice or frame as stored, or the number of the modality, row or cell, from 0.
        public var index: Int
        /// In units of the logit.
        public var value: Double
        /// For steps of an image: x0, y0, x1, y1 in stored pixels.
        public var box: [Double]?
        /// For modalities: the name.
        public var name: String?

        public init(index: Int, value: Double, box: [Double]? = nil, name: String? = nil) {
            precondition(box.map { $0.count == 4 } ?? true, "a box has four numbers")
            (self.index, self.value, self.box, self.name) = (index, value, box, name)
        }
    }

    /// Whether the contributions add up to the logit less the baseline's, as integrated gradients must.
    public struct Completeness: Codable, Sendable, Hashable {
        /// Σ contributions.
        public var sum: Double
        /// Logit less the baseline's logit.
        public var difference: Double
        /// Steps of the integral.
        public var steps: Int
        public var isMet: Bool

        public init(sum: Double, difference: Double, steps: Int, isMet: Bool) {
            (self.sum, self.difference, self.steps, self.isMet) = (sum, difference, steps, isMet)
        }
    }

    public var step: Step
    /// For slices: the axis of the scan as stored that was read as time, 0 (i), 1 (j) or 2 (k).
    public var axis: Int?
    /// In the order of the sequence.
    public var items: [Item]
    public var completeness: Completeness

    public init(step: Step, axis: Int?, items: [Item], completeness: Completeness) {
        (self.step, self.axis, self.items, self.completeness) = (step, axis, items, completeness)
    }
}
