import Imaging
import SystemPackage

/// What a reader found before classes are ordered and patients grouped.
struct ReadSample {
    var id: String?
    var source: ScanSource
    var path: String
    var label: String
    /// Whether each of the description's `labels` is there; empty where the sample has one class.
    var findings: [Bool] = []
    /// The cell of the frames' labels and its place; nil where the cohort has none.
    var frames: (text: String, position: TextPosition)?
    var groups: [String] = []
    var attributes: [String: String] = [:]
    /// Where the label stands.
    var position: TextPosition?
}

/// Turns what a manifest or tree holds into a cohort, in the same way for all.
struct CohortAssembly {
    var read: [ReadSample]
    /// The description with every guess filled in.
    var description: CohortDescription
    var origin: FilePath
    /// The folder below which samples are named.
    var root: FilePath
    /// What was recognised: the beginning of the sentence, without the classes.
    var recognised: String
    var notes: [String] = []
    /// Whether a column or the tree says which scans are of one patient.
    var hasPatients: Bool

    /// The cohort.
    ///
    /// - Throws: `CohortError` of classes: `.classTwice`, `.unknownLabels`, `.emptyClass`, `.loneLabel`,
    ///   `.tooFewClasses`, `.unknownPositive`.
    func cohort() throws(CohortError) -> Cohort {
        if !description.labels.isEmpty, read.contains(where: \.findings.isEmpty) {
            throw .findingsWithoutManifest(origin)
        }
        let (classes, reason) = description.labels.isEmpty ? try classes() : (description.labels, "may occur together")
        try refuseUnwritable(classes)
        let indices = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        let scans = read.map { FoundScan(source: $0.source, root: root, name: "") }
        let ids = zip(read, SampleNames.naming(scans)).map { $0.id ?? $1.name }
        let patients = PatientNames.names(values: read.map(\.groups), ids: ids)
        let positive = description.labels.isEmpty ? try positiveClass(of: classes) : nil
        var samples: [Sample] = []
        for (index, sample) in read.enumerated() {
            let label = sample.findings.isEmpty ? indices[sample.label] : sample.findings.firstIndex(of: true) ?? 0
            guard let label else { continue }
            samples.append(
                Sample(
                    id: ids[index], source: sample.source, path: sample.path, label: label,
                    findings: sample.findings, frameLabels: try frameLabels(of: sample, classes: classes),
                    patient: patients[index],
                    attributes: sample.attributes, line: sample.position?.line))
        }
        var cohort = Cohort(
            samples: samples, classes: classes,
            positiveClass: positive, hasPatients: hasPatients,
            description: description, origin: origin, recognised: "", notes: notes + similarLabels(classes))
        try refuseContradictions(in: cohort)
        try cohort.hasFindings ? refuseConstantFindings(in: cohort) : refuseLoneLabels(in: cohort)
        let counts = zip(classes, cohort.classCounts).map { "\($0) (\($1))" }.joined(separator: ", ")
        let patientWords = hasPatients ? "\(cohort.patientCount) patients" : "patients unknown: each scan is its own"
        cohort.recognised = "\(recognised): \(samples.count) scans, \(patientWords); classes \(reason): \(counts)"
        guard !cohort.hasFindings else { return cohort }
        cohort.description.classes = classes
        cohort.description.positive = cohort.positiveClass.map { classes[$0] }
        return cohort
    }

    /// The classes in order, and where the order comes from.
    private func classes() throws(CohortError) -> (names: [String], reason: String) {
        var places: [String: TextPosition?] = [:]
        for sample in read where places[sample.label] == nil { places[sample.label] = .some(sample.position) }
        let labels = places.keys.sorted()
        guard let listed = description.classes else {
            guard labels.count > 1 else { throw .tooFewClasses(labels, origin) }
            if let order = ClassOrder.numeric(read) { return order }
            return (labels, "in alphabetical order")
        }
        for (index, name) in listed.enumerated() where listed[..<index].contains(name) { throw .classTwice(name) }
        guard listed.count > 1 else { throw .tooFewClasses(listed, origin) }
        let unknown = labels.filter { !listed.contains($0) }
        guard unknown.isEmpty else {
            throw .unknownLabels(unknown.prefix(12).map { .init($0, at: places[$0] ?? nil) }, classes: listed)
        }
        if let name = listed.first(where: { !labels.contains($0) }) { throw .emptyClass(name, origin, known: labels) }
        return (listed, "as listed")
    }

    private func positiveClass(of classes: [String]) throws(CohortError) -> Int? {
        guard let name = description.positive else { return classes.count == 2 ? 1 : nil }
        guard let index = classes.firstIndex(of: name) else { throw .unknownPositive(name, classes: classes) }
        return index
    }

    private func frameLabels(of sample: ReadSample, classes: [String]) throws(CohortError) -> FrameLabels? {
        guard let column = description.frameLabels else { return nil }
        guard let frames = sample.frames else { throw .frameLabelsWithoutManifest(origin) }
        return try FrameLabels(
            parsing: frames.text, names: classes, areFindings: !description.labels.isEmpty, column: column,
            at: frames.position)
    }

    /// Names that would be read as something else in a cell of frame labels.
    private func refuseUnwritable(_ classes: [String]) throws(CohortError) {
        guard let column = description.frameLabels else { return }
        let areFindings = !description.labels.isEmpty
        for name in classes where name.contains(";") || areFindings && (name.contains("+") || name == "none") {
            throw .frameLabelName(name, column: column, areFindings: areFindings)
        }
    }

    /// What a scan is said to be must follow from what its frames are said to be.
    private func refuseContradictions(in cohort: Cohort) throws(CohortError) {
        for sample in cohort.samples {
            guard let frames = sample.frameLabels,
                !frames.agree(with: sample.classes, background: cohort.backgroundClass)
            else { continue }
            let found = Set(frames.classes.joined()).sorted().map { cohort.classes[$0] }
            throw .frameLabelsContradict(
                scan: cohort.className(of: sample), frames: Cohort.name(of: found),
                background: cohort.backgroundClass.map { cohort.classes[$0] }, frames.position)
        }
    }

    private func refuseConstantFindings(in cohort: Cohort) throws(CohortError) {
        guard cohort.classes.count > 1 else { throw .tooFewClasses(cohort.classes, origin) }
        for (name, count) in zip(cohort.classes, cohort.classCounts) where count == 0 || count == cohort.samples.count {
            throw .constantFinding(name, isThere: count > 0, origin)
        }
    }

    private func refuseLoneLabels(in cohort: Cohort) throws(CohortError) {
        for (name, count) in zip(cohort.classes, cohort.classCounts) where count == 1 {
            let lone = read.first { $0.label == name }
            throw .loneLabel(.init(name, at: lone?.position), sample: lone?.path ?? "")
        }
    }

    private func similarLabels(_ classes: [String]) -> [String] {
        let groups = Dictionary(grouping: classes) { name in
            name.lowercased().split(separator: " ").joined(separator: " ")
        }
        return groups.values.filter { $0.count > 1 }.map { names in
            "the classes \(names.map { "“\($0)”" }.joined(separator: " and ")) differ only in case or spaces"
        }.sorted()
    }
}
