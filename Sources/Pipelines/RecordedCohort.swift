import Audits
import Cohorts
import Foundation
import RunFolders

/// A cohort as the process that began a run found it: what takes long to find out is read from the run folder.
struct RecordedCohort {
    /// The cohort with the groups that equal and similar scans were put into.
    var cohort: Cohort
    /// The SHA-256 of what the samples' files hold, by the samples' ids.
    var hashes: [String: String]
    /// The patients of whose equal scans some are left out; the same ones are left out again.
    var groups: Set<String> = []
    /// How many leaks of each kind were accepted; nil where there was none.
    var leaksAccepted: [String: Int]?

    /// - Parameter cohort: as the manifest or tree says it.
    /// - Throws: `PipelineError.otherData` where the run folder was begun with other samples, `.damagedFile`.
    init(_ cohort: Cohort, in folder: RunFolder) throws {
        let table = try DelimitedTable.read(folder.cohort)
        let (ids, contents) = (try table.index(of: "sample"), try table.index(of: "sha256"))
        let (patients, labels) = (try table.index(of: "patient"), try table.index(of: "label"))
        guard table.rows.count == cohort.samples.count else { throw PipelineError.otherData(folder.cohort) }
        let names = Dictionary(cohort.samples.map { (CSVWriter.harmless($0.patient), $0.patient) }) { first, _ in first
        }
        self.cohort = cohort
        hashes = [:]
        for (place, row) in table.rows.enumerated() {
            let sample = cohort.samples[place]
            guard row[ids].text == CSVWriter.harmless(sample.id), let patient = names[row[patients].text],
                row[labels].text == CSVWriter.harmless(cohort.className(of: sample))
            else { throw PipelineError.otherData(folder.cohort) }
            self.cohort.samples[place].patient = patient
            if !row[contents].text.isEmpty { hashes[sample.id] = row[contents].text }
        }
        let split = try DelimitedTable.read(folder.split)
        let patient = try split.index(of: "patient")
        for row in split.rows where row.contains(where: { $0.text == Split.leftOutWord }) {
            if let name = names[row[patient].text] { groups.insert(name) }
        }
        guard let bytes = try? WholeFile.bytes(at: folder.leaks),
            let audit = try? JSONDecoder().decode(LeakAudit.self, from: Data(bytes))
        else { throw PipelineError.damagedFile(folder.leaks) }
        leaksAccepted = audit.stamp
    }
}
