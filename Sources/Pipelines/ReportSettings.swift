import Cohorts

/// What a run's report says beside what it says of every run: the `report:` block of a pipeline file.
public struct ReportSettings: Hashable, Sendable {
    /// The columns of the manifest that say who the patients are, such as age and sex.
    public var demographics: NameList = []

    public init() {}
}

extension ReportSettings: Codable {
    private enum CodingKeys: CodingKey {
        case demographics
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        demographics = try container.decodeIfPresent(NameList.self, forKey: .demographics) ?? demographics
    }
}
