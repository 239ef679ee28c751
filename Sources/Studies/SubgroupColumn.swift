import Cohorts

/// A column of the manifest whose values are subgroups that are judged by themselves.
public struct SubgroupColumn: Hashable, Sendable {
    public var column: String
    /// For a column of numbers where one subgroup ends and the next begins, rising; nil makes each value a subgroup.
    public var cuts: [Double]?

    public init(column: String, cuts: [Double]? = nil) {
        (self.column, self.cuts) = (column, cuts)
    }

    /// The subgroup of each sample of a cohort by its id; samples with an empty cell have none.
    ///
    /// - Throws: `CohortError.unknownColumn`, `.notANumber` where there are cuts.
    func names(in cohort: Cohort) throws(CohortError) -> [String: String] {
        var names: [String: String] = [:]
        if let cuts {
            for (sample, number) in zip(cohort.samples, try cohort.numbers(of: column)) {
                names[sample.id] = number.map { number in ranges[cuts.count { $0 <= number }] }
            }
        } else {
            for (sample, cell) in zip(cohort.samples, try cohort.cells(of: column)) { names[sample.id] = cell }
        }
        return names
    }

    /// The names of the subgroups between the cuts, in their order: `< 40`, `40 to < 65`, `≥ 65`.
    var ranges: [String] {
        guard let cuts, let first = cuts.first, let last = cuts.last else { return [] }
        let between = zip(cuts, cuts.dropFirst()).map { "\(Self.text($0)) to < \(Self.text($1))" }
        return ["< \(Self.text(first))"] + between + ["≥ \(Self.text(last))"]
    }

    private static func text(_ number: Double) -> String {
        Int(exactly: number).map(String.init) ?? "\(number)"
    }
}

extension SubgroupColumn: Codable {
    private enum CodingKeys: CodingKey {
        case column, cuts
    }

    public init(from decoder: any Decoder) throws {
        if let column = try? decoder.singleValueContainer().decode(String.self) {
            self.init(column: column)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            column: try container.decode(String.self, forKey: .column),
            cuts: try container.decodeIfPresent([Double].self, forKey: .cuts))
        if let cuts {
            guard !cuts.isEmpty, cuts.allSatisfy(\.isFinite), zip(cuts, cuts.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .cuts, in: container,
                    debugDescription: "cuts must be a list of rising numbers, such as [40, 65]")
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        guard cuts != nil else {
            var container = encoder.singleValueContainer()
            try container.encode(column)
            return
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(column, forKey: .column)
        try container.encodeIfPresent(cuts, forKey: .cuts)
    }
}
