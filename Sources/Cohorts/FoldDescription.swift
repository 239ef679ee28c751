/// How the samples of a cohort become folds that take turns at being judged.
public struct FoldDescription: Hashable, Sendable {
    /// The rule that names a sample's fold.
    public enum Rule: Hashable, Sendable {
        /// So many folds of about the same size; whole patients.
        case count(Int)
        /// Each value of a column of the manifest is a fold: a site to leave out, or folds that were made elsewhere.
        case column(String)
    }

    public var rule: Rule
    /// Whether each fold is to hold its share of each class.
    public var stratify: Bool
    /// The columns whose values the folds are to be balanced by as well, such as the site.
    public var by: NameList

    public init(_ rule: Rule = .count(5), stratify: Bool = true, by columns: NameList = []) {
        (self.rule, self.stratify, self.by) = (rule, stratify, columns)
    }
}
