import Cohorts

/// One way in which what is judged is not independent of what was learnt.
public struct LeakFinding: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Hashable, CaseIterable, Sendable {
        /// A patient has scans in two parts.
        case patient
        /// Files with the same content stand in two parts.
        case identical
        /// Scans that look the same stand in two parts.
        case nearDuplicate = "near_duplicate"
        /// A sample is learnt from and scored.
        case sample
        /// A sample that is scored was used for a choice, such as that of the best epoch.
        case choice
        /// The weights that training starts from were fitted or chosen on samples that are scored.
        case weights
        /// A patient's scans bear two classes: no leak, but a label to look at.
        case classes
    }

    public var kind: Kind
    /// The samples' ids.
    public var samples: [String]
    /// The parts, or for `classes` the classes, that they stand in.
    public var places: [String]
    /// What they share: the patient, the SHA-256, or the file of the weights.
    public var shared: String?
    /// How alike near-duplicates are, up to 1.
    public var correlation: Double?

    public init(
        kind: Kind, samples: [String], places: [String], shared: String? = nil, correlation: Double? = nil
    ) {
        (self.kind, self.samples, self.places) = (kind, samples, places)
        (self.shared, self.correlation) = (shared, correlation)
    }

    /// Whether what is judged depends on what was learnt.
    public var isLeak: Bool { kind != .classes }
}

extension LeakFinding: CustomStringConvertible {
    /// The finding in a sentence that names at most six samples.
    public var description: String {
        let more = samples.count > 6 ? " and \(samples.count - 6) more" : ""
        let names = samples.prefix(6).joined(separator: ", ") + more
        let stood = places.joined(separator: " and ")
        return switch kind {
        case .patient: "patient \(shared ?? "") has scans in \(stood): \(names)"
        case .identical: "the same file stands in \(stood): \(names)"
        case .nearDuplicate:
            "these look the same (correlation \(Self.figure(correlation ?? 0))) and stand in \(stood): \(names)"
        case .sample: "the same samples stand in \(stood): \(names)"
        case .choice: "these are scored and were used for a choice (\(stood)): \(names)"
        case .weights: "the weights of \(shared ?? "") were trained on samples of \(stood): \(names)"
        case .classes: "patient \(shared ?? "") has scans of \(stood): \(names)"
        }
    }

    /// Three decimals, rounded down: 1.000 means equal.
    static func figure(_ value: Double) -> String {
        let thousandths = String(Int((value * 1000).rounded(.down)))
        return value >= 1 ? "1.000" : "0." + String(repeating: "0", count: max(0, 3 - thousandths.count)) + thousandths
    }
}
