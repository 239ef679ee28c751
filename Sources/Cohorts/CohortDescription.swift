/// Where a cohort's samples come from and which columns say what: the `cohort` block of a pipeline file.
///
/// Every key may be left out; columns are then guessed from common names, and the cohort says what was taken.
public struct CohortDescription: Codable, Hashable, Sendable {
    /// The CSV or TSV file, relative to the data folder. Without it the folder is searched for `labels.csv` and the
    /// like, then for a BIDS tree, then for a class-per-folder tree.
    public var manifest: String?
    /// The folder that paths in the manifest are relative to; the manifest's own if not given.
    public var root: String?
    /// The column of the file or frame folder.
    public var path: String?
    /// The column that names the sample; its path without the extension if not given.
    public var id: String?
    /// The column of the class.
    public var label: String?
    /// Columns of findings that do not exclude each other, 0 or 1 in each row; in the place of `label` and `classes`.
    public var labels: [String]
    /// The column of the frames' own labels, in the order of the scan as stored and separated by semicolons; a network then
    /// answers for each frame.
    public var frameLabels: String?
    /// The classes in order; labels outside are an error.
    public var classes: [String]?
    /// The class that is looked for.
    public var positive: String?
    /// The columns that say which scans belong together; an empty list says that none does.
    public var group: NameList?
    /// Columns of numbers that are known about the patient beside the scan, such as the age; a model may read them.
    public var clinical: [String]
    /// Which rows are kept: a column and the values that it may have.
    public var `where`: [String: NameList]
    /// The ending of a BIDS name that chooses among several images, such as `T1w`.
    public var suffix: String?
    /// In a tree: whether the images directly in one folder are the frames of one scan.
    public var frames: Bool
    /// Whether scans with equal files, and near-duplicates, are put into one group before parts are made.
    public var groupDuplicates: Bool
    /// About how many scans are kept: whole patients, each class in its share; nil keeps all.
    public var sample: Int?

    public init(
        manifest: String? = nil, root: String? = nil, path: String? = nil, id: String? = nil, label: String? = nil,
        labels: [String] = [], frameLabels: String? = nil, classes: [String]? = nil, positive: String? = nil,
        group: NameList? = nil,
        clinical: [String] = [], where filter: [String: NameList] = [:],
        suffix: String? = nil, frames: Bool = false, groupDuplicates: Bool = false
    ) {
        (self.manifest, self.root, self.path, self.id, self.label) = (manifest, root, path, id, label)
        (self.classes, self.positive, self.group, self.where) = (classes, positive, group, filter)
        (self.labels, self.frameLabels, self.clinical) = (labels, frameLabels, clinical)
        (self.suffix, self.frames, self.groupDuplicates) = (suffix, frames, groupDuplicates)
    }

    private enum CodingKeys: String, CodingKey {
        case manifest, root, path, id, label, labels, frameLabels, classes, positive, group, clinical
        case `where`
        case suffix, frames, groupDuplicates, sample
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        manifest = try container.decodeIfPresent(String.self, forKey: .manifest)
        root = try container.decodeIfPresent(String.self, forKey: .root)
        path = try container.decodeIfPresent(String.self, forKey: .path)
        id = try container.decodeIfPresent(String.self, forKey: .id)
        label = try container.decodeIfPresent(String.self, forKey: .label)
        classes = try container.decodeIfPresent([String].self, forKey: .classes)
        positive = try container.decodeIfPresent(String.self, forKey: .positive)
        group = try container.decodeIfPresent(NameList.self, forKey: .group)
        clinical = try Self.columns(.clinical, in: container)
        labels = try Self.columns(.labels, in: container)
        frameLabels = try container.decodeIfPresent(String.self, forKey: .frameLabels)
        for key in [CodingKeys.label, .classes, .positive] where !labels.isEmpty && container.contains(key) {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "with labels: this says the same again; leave it out")
        }
        `where` = try container.decodeIfPresent([String: NameList].self, forKey: .where) ?? [:]
        suffix = try container.decodeIfPresent(String.self, forKey: .suffix)
        frames = try container.decodeIfPresent(Bool.self, forKey: .frames) ?? false
        groupDuplicates = try container.decodeIfPresent(Bool.self, forKey: .groupDuplicates) ?? false
        sample = try container.decodeIfPresent(Int.self, forKey: .sample)
    }

    /// The columns that a key lists, each once.
    private static func columns(
        _ key: CodingKeys, in container: KeyedDecodingContainer<CodingKeys>
    ) throws -> [String] {
        let columns = try container.decodeIfPresent([String].self, forKey: key) ?? []
        if let twice = columns.first(where: { name in columns.count { $0 == name } > 1 }) {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: container, debugDescription: "“\(twice)” is listed twice; keep one")
        }
        return columns
    }
}
