/// Why a synthetic cohort could not be made.
public enum PhantomError: Error, Hashable, Sendable {
    case count(Int)
    case scansPerPatient(Int)
}

extension PhantomError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .count(let count): "A cohort of \(count) scans cannot be made: ask for at least 1."
        case .scansPerPatient(let scans): "\(scans) scans per patient cannot be made: ask for at least 1."
        }
    }
}
