/// How the samples of a cohort become folds that take turns at being judged.
public struct FoldDescription: Hashable, Sendable {
    /// The rule that names a sample's fold.
    public enum Rule: Hashable, Sendable {
        /// So many folds of about the same size; whole patients.
        case count(Int)
        /// Each value of a column of the manifest is a fold: a site to leave out, or folds that were made elsewhere.
        case column(String)
    }

    /// What is dealt out into the folds.
    public enum Dealt: String, Hashable, Codable, CaseIterable, Sendable {
        /// Whole patients.
        case patients
        /// Scan by scan, whoever they are of, as many published systems do: scans of one patient then stand in several
        /// folds, which the leak audit stops at.
        case scans
    }

    public var rule: Rule
    public var deal: Dealt
    /// Whether each fold is to hold its share of each class.
    public var stratify: Bool
    /// The columns whose values the folds are to be balanced by as well, such as the site.
    public var by: NameList

    public init(
        _ rule: Rule = .count(5), deal: Dealt = .patients, stratify: Bool = true, by columns: NameList = []
    ) {
        (self.rule, self.deal, self.stratify, self.by) = (rule, deal, stratify, columns)
    }
}
