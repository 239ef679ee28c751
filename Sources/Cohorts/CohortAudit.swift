import Names

/// What is wrong or remarkable about a cohort: the result of `cine check`.
public struct CohortAudit: Encodable, Hashable, Sendable {
    /// How many scans and patients a class has.
    public struct ClassBalance: Encodable, Hashable, Sendable {
        public var name: String
        public var scans: Int
        public var patients: Int
        /// The class's share of all scans.
        public var share: Double
        /// The scans in each part, where parts are known.
        public var parts: [String: Int]
        /// Its frames, where these have labels of their own.
        public var frames: Int?
    }

    /// A scan that cannot be read, or that was read with warnings.
    public struct Remark: Encodable, Hashable, Sendable {
        public var sample: String
        public var line: Int?
        public var text: String
    }

    /// Scans with the same content.
    public struct Identical: Encodable, Hashable, Sendable {
        public var sha256: String
        public var samples: [String]
        public var patients: [String]
        public var classes: [String]
        public var parts: [String]
    }

    /// A patient whose scans stand in several parts or classes; the number of scans in each.
    public struct Spread: Encodable, Hashable, Sendable {
        public var patient: String
        public var counts: [String: Int]
    }

    public var recognised: String
    public var scans: Int
    public var patients: Int
    /// Whether patients are known; if not, each scan counts as its own.
    public var patientsKnown: Bool
    public var classes: [ClassBalance]
    public var positive: String?
    public var unreadable: [Remark]
    public var warnings: [Remark]
    public var identical: [Identical]
    /// The column that names the parts; nil where there is none.
    public var partColumn: String?
    public var patientsInSeveralParts: [Spread]
    public var patientsInSeveralClasses: [Spread]
    public var notes: [String]

    /// Whether the check found something: an unreadable scan, identical files, a patient in several parts.
    public var foundSomething: Bool {
        !(unreadable.isEmpty && identical.isEmpty && patientsInSeveralParts.isEmpty)
    }

    private enum CodingKeys: String, CodingKey {
        case recognised, scans, patients, classes, positive, unreadable, warnings, identical, notes
        case patientsKnown = "patients_known"
        case partColumn = "part_column"
        case patientsInSeveralParts = "patients_in_several_parts"
        case patientsInSeveralClasses = "patients_in_several_classes"
    }
}

extension CohortAudit {
    /// Audits a cohort.
    ///
    /// - Parameters:
    ///   - contents: what the samples' files hold, in the order of the samples.
    ///   - partColumn: the column of the parts; one with a common name if there is one and none is given.
    /// - Throws: `CohortError.unknownColumn` where `partColumn` is not there.
    public init(_ cohort: Cohort, contents: [SampleContent], partColumn: String? = nil) throws(CohortError) {
        let column = try cohort.partColumn(named: partColumn)
        self.init(cohort, contents: contents, partColumn: column) { sample in column.flatMap { sample.attributes[$0] } }
    }

    /// Audits a cohort as a split parts it.
    public init(_ cohort: Cohort, contents: [SampleContent], split: Split) {
        self.init(cohort, contents: contents, partColumn: nil) { split.parts[$0.id]?.rawValue }
    }

    private init(
        _ cohort: Cohort, contents: [SampleContent], partColumn: String?, part: (Sample) -> String?
    ) {
        let samples = cohort.samples
        let parts = samples.map { part($0).flatMap { $0.isEmpty ? nil : $0 } }
        let classNames = samples.map(cohort.className)
        recognised = cohort.recognised
        scans = samples.count
        patients = cohort.patientCount
        patientsKnown = cohort.hasPatients
        positive = cohort.positiveClass.map { cohort.classes[$0] }
        classes = cohort.classes.indices.map { label in
            let members = samples.indices.filter { samples[$0].belongs(to: label) }
            return ClassBalance(
                name: cohort.classes[label], scans: members.count,
                patients: Set(members.map { samples[$0].patient }).count,
                share: Double(members.count) / Double(max(samples.count, 1)),
                parts: Self.counts(members.compactMap { parts[$0] }),
                frames: cohort.labelsFrames
                    ? samples.reduce(0) { $0 + $1.frames(of: label) } : nil)
        }
        unreadable = zip(samples, contents).compactMap { sample, content in
            content.problem.map { Remark(sample: sample.id, line: sample.line, text: $0) }
        }
        warnings = zip(samples, contents).flatMap { sample, content in
            content.warnings.map { Remark(sample: sample.id, line: sample.line, text: $0) }
        }
        identical = contents.equalGroups.map { members in
            Identical(
                sha256: contents[members[0]].hash?.description ?? "", samples: members.map { samples[$0].id },
                patients: Self.unique(members.map { samples[$0].patient }),
                classes: Self.unique(members.map { classNames[$0] }),
                parts: Self.unique(members.compactMap { parts[$0] }))
        }
        self.partColumn = partColumn
        let names = samples.map(\.patient)
        patientsInSeveralParts = cohort.hasPatients ? Self.spread(names, over: parts) : []
        patientsInSeveralClasses = cohort.hasPatients ? Self.spread(names, over: classNames) : []
        notes = cohort.notes
        if !cohort.hasPatients {
            notes.append("no column says which scans are of one patient: each scan counts as its own patient")
        }
    }

    private static func unique(_ names: [String]) -> [String] { Set(names).sorted() }

    private static func counts(_ names: [String]) -> [String: Int] {
        Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// The patients whose samples have different values.
    private static func spread(_ patients: [String], over values: [String?]) -> [Spread] {
        Dictionary(grouping: patients.indices) { patients[$0] }.compactMap { patient, members in
            let counts = counts(members.compactMap { values[$0] })
            return counts.count > 1 ? Spread(patient: patient, counts: counts) : nil
        }.sorted { $0.patient < $1.patient }
    }
}

extension Sample {
    /// How many of the scan's frames belong to a class.
    fileprivate func frames(of label: Int) -> Int { frameLabels?.classes.count { $0.contains(label) } ?? 0 }
}

extension Cohort {
    /// The column of the parts: the one that is named, else one with a common name.
    fileprivate func partColumn(named name: String?) throws(CohortError) -> String? {
        let columns = (samples.first?.attributes.keys.map { $0 } ?? []).sorted()
        guard let name else { return ColumnNames.first(of: ColumnNames.split, in: columns) }
        guard columns.contains(name) else {
            throw .unknownColumn(
                name, in: TextPosition(file: origin, line: 1, column: 1),
                nearest: NearestName.to(name, among: columns), known: columns)
        }
        return name
    }
}
