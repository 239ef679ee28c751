import Cohorts
import RunFolders
import SystemPackage

/// What the weights that a training starts from had been trained on, as far as that can be known.
///
/// The folder of a training, of a validation or of one of its units tells it: `split.csv` there says who was learnt from,
/// `cohort.csv` there or at the root of the run has the content hash of each sample. Weights without these files come from
/// elsewhere.
public struct WeightLineage: Sendable {
    /// The weight file.
    public var file: FilePath
    /// The content hashes of the samples that the weights were fitted or chosen on; nil where they are not known.
    var learnt: Set<String>?
    /// Whether the training that wrote the file had started from other weights itself, whose samples are not among these.
    var continuesOthers: Bool

    /// Reads the lineage of a weight file from the run folder that it stands in.
    ///
    /// - Parameter continuesOthers: whether the training that wrote the file had started from other weights itself.
    public init(of file: FilePath, continuesOthers: Bool = false) {
        self.file = file
        self.continuesOthers = continuesOthers
        let folder = RunFolder(file.removingLastComponent())
        // A unit's folder stands in the folder `units` of its run.
        let run = RunFolder(folder.root.appending("..").appending(".."))
        guard let split = try? DelimitedTable.read(folder.split), let ids = split.learntSamples,
            let cohort = [folder.cohort, run.cohort].lazy.compactMap({ try? DelimitedTable.read($0) }).first,
            let hashes = try? cohort.pairs("sample", "sha256")
        else { return }
        learnt = Set(hashes.filter { ids.contains($0.key) }.values)
    }

    /// What cannot be known, in a sentence; nil where all is.
    var note: String? {
        guard learnt != nil else {
            return
                "training starts from \(file), which stands in no run folder with cohort.csv and split.csv: on what it "
                + "was trained cannot be seen"
        }
        return continuesOthers
            ? "training starts from \(file), whose training had started from other weights: on what those were trained "
                + "cannot be seen"
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

    /// The samples that the model beside this `split.csv` learnt from; nil where the table is none.
    ///
    /// Beside the parts of one training they are two of these. Beside the folds of a validation stands the ensemble of the
    /// folds' models, which has learnt from all samples in folds.
    fileprivate var learntSamples: Set<String>? {
        guard let samples = try? index(of: "sample") else { return nil }
        if let parts = try? index(of: "part") {
            let names: Set = [Part.train.rawValue, Part.tuning.rawValue]
            return Set(rows.filter { names.contains($0[parts].text) }.map { $0[samples].text })
        }
        let folds = columns.indices.filter { columns[$0].hasPrefix("fold") }
        guard !folds.isEmpty else { return nil }
        let outside: Set = ["", Part.test.rawValue, Split.leftOutWord]
        return Set(rows.filter { row in folds.contains { !outside.contains(row[$0].text) } }.map { $0[samples].text })
    }
}
