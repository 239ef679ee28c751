import Cohorts
import Evaluation

extension [Float] {
    /// The numbers in rows of `count`.
    func rows(of count: Int) -> [[Float]] {
        stride(from: 0, to: self.count, by: count).map { Array<Float>(self[$0..<$0 + count]) }
    }
}

extension ModelScore {
    /// What a model that answers for each frame says of a scan: the most that any frame says.
    ///
    /// A finding is as probable as in the frame where it is most probable. Of classes that exclude each other the
    /// probabilities are those of the frame in which the background is least probable; of two classes that is the greatest
    /// probability of the other one.
    ///
    /// - Parameters:
    ///   - members: for each member T rows of K probabilities, at least one row.
    ///   - background: the class of frames in which there is nothing to see; nil for findings that do not exclude each other.
    ///   - positive: the positive class.
    public init(frames members: [[[Double]]], background: Int?, positive: Int? = nil) {
        let steps = members[0].indices
        let classes = members[0][0].indices
        let frames = steps.map { step in
            classes.map { column in members.reduce(0) { $0 + $1[step][column] } / Double(members.count) }
        }
        let telling = classes.map { column in
            steps.max { first, second in
                guard let background else { return frames[first][column] < frames[second][column] }
                return frames[first][background] > frames[second][background]
            } ?? 0
        }
        let rows = members.map { member in classes.map { member[telling[$0]][$0] } }
        self = background == nil ? ModelScore(findings: rows) : ModelScore(members: rows, positive: positive)
        self.frames = frames
    }
}

extension ModelDescription {
    /// Whether the network answers for each frame.
    public var answersFrames: Bool { (try? architecture.answer(for: input))?.steps != nil }

    /// The class of frames in which there is nothing to see; nil for findings that do not exclude each other.
    var backgroundClass: Int? {
        hasFindings ? nil : Cohort.backgroundClass(positive: positiveClass, count: classes.count)
    }
}
