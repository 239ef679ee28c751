import SystemPackage

/// Why a search has no answer, beside what its space says.
enum SearchFailure: Error {
    /// No candidate could be trained.
    case noCandidate(reason: String)
    /// A table of trainings without a score of full length.
    case emptyTable(FilePath)
}

extension SearchFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .noCandidate(let reason):
            "no candidate of the search could be trained; the first failed because \(reason)"
        case .emptyTable(let table):
            "\(table) has no score of a training of full length; make it with search.strategy: table over the same space"
        }
    }
}
