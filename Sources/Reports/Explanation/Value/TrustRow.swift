/// One check of a method.
public struct TrustRow: Codable, Sendable, Hashable {
    public enum Verdict: String, Codable, Sendable, Hashable {
        case passed, failed
        /// A figure without a threshold.
        case notJudged
    }

    /// The check's name, as in “Weights randomised”.
    public var check: String
    /// The figure, which pages give to a thousandth; nil where there is none.
    public var value: Double?
    /// What it is compared with, as in “at most 0.5”; nil where there is nothing.
    public var reference: String?
    public var verdict: Verdict
    /// One sentence: what was done and what the figure says.
    public var sentence: String

    public init(check: String, value: Double?, reference: String?, verdict: Verdict, sentence: String) {
        (self.check, self.value, self.reference) = (check, value, reference)
        (self.verdict, self.sentence) = (verdict, sentence)
    }
}
