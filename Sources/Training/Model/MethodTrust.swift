/// What was measured about one saliency method of a model, once, on the cohort of its run.
public struct MethodTrust: Codable, Hashable, Sendable {
    /// One check.
    public struct Check: Codable, Hashable, Sendable {
        public enum Verdict: String, Codable, Hashable, Sendable {
            case passed, failed
            /// A figure without a threshold.
            case notJudged = "not judged"
        }

        /// The check's name, as in “weights randomised”.
        public var name: String
        public var value: Double
        /// What the value is compared with, as in “at most 0.5”.
        public var wanted: String?
        public var verdict: Verdict
        /// What was done and what the value says, one sentence.
        public var sentence: String

        public init(name: String, value: Double, wanted: String?, verdict: Verdict, sentence: String) {
            (self.name, self.value, self.wanted) = (name, value, wanted)
            (self.verdict, self.sentence) = (verdict, sentence)
        }
    }

    /// The method's name.
    public var method: String
    /// The layer that was tapped, where the method reads one.
    public var layer: String?
    /// How many scans were measured.
    public var scans: Int
    public var checks: [Check]

    public init(method: String, layer: String?, scans: Int, checks: [Check]) {
        (self.method, self.layer, self.scans, self.checks) = (method, layer, scans, checks)
    }

    /// Whether the method's maps must not be read.
    public var hasFailed: Bool { checks.contains { $0.verdict == .failed } }
}
