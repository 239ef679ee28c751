import Cohorts
import Foundation
import RunFolders
import SystemPackage

/// What the weights that a training starts from had been trained on, as far as that can be known.
///
/// A model's own run folder tells it: `cohort.csv` has the content hash of each sample, `split.csv` its part. Weights
/// without these files beside them come from elsewhere.
public struct WeightLineage: Sendable {
    /// The weight file.
    public var file: FilePath
    /// The content hashes of the samples that the weights were fitted or chosen on; nil where they are not known.
    var learnt: Set<String>?

    /// Reads the lineage of a weight file from the run folder that it stands in.
    public init(of file: FilePath) {
        self.file = file
        let folder = RunFolder(file.removingLastComponent())
        guard FileManager.default.fileExists(atPath: folder.split.string),
            let cohort = try? DelimitedTable.read(folder.cohort), let split = try? DelimitedTable.read(folder.split),
            let hashes = try? cohort.pairs("sample", "sha256"), let parts = try? split.pairs("sample", "part")
        else { return }
        let names: Set = [Part.train.rawValue, Part.tuning.rawValue]
        learnt = Set(hashes.filter { names.contains(parts[$0.key] ?? "") }.values)
    }

    /// What cannot be known, in a sentence; nil where all is.
    var note: String? {
        learnt == nil
            ? "training starts from \(file), which has no cohort.csv and split.csv of a run beside it: on what it was "
                + "trained cannot be seen"
            : nil
    }

    /// The samples that are scored although the weights were trained on them.
    func findings(_ cohort: Cohort, partings: [AuditedParts], evidence: CohortEvidence) -> [LeakFinding] {
        guard let learnt else { return [] }
        let known = zip(cohort.samples, evidence.contents).filter { _, content in
            content.hash.map { learnt.contains("\($0)") } ?? false
        }.map(\.0.id)
        for parting in partings {
            let scored = known.filter { id in Part.judged.contains { parting.members[$0]?.contains(id) ?? false } }
            guard !scored.isEmpty else { continue }
            return [
                LeakFinding(
                    kind: .weights, samples: scored,
                    places: parting.parts(of: scored).filter(Part.judged.contains),
                    shared: file.lastComponent?.string)
            ]
        }
        return []
    }
}

extension DelimitedTable {
    /// The values of two columns, row by row.
    fileprivate func pairs(_ key: String, _ value: String) throws(CohortError) -> [String: String] {
        let (keys, values) = (try index(of: key), try index(of: value))
        return Dictionary(rows.map { ($0[keys].text, $0[values].text) }) { first, _ in first }
    }
}
