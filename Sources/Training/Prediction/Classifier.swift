import Imaging
import Networks
import Preparation
import Tensors

/// Classifies scans one after another with one model; memory does not grow with their number.
///
/// Scans are read and prepared a batch at a time on all threads, then the engine scores the batch. A scan that cannot be
/// read or prepared costs its own row only.
public final class Classifier {
    private let model: ModelFile
    private let scorer: ModelScorer
    private let threads: Int
    private let clinical: ClinicalTable
    private let passes: PassUncertainty?

    /// - Parameters:
    ///   - batch: how many scans are held in memory and scored at a time.
    ///   - clinical: what is known about the patients, for a model that reads clinical columns.
    ///   - passes: what says how unsure the model is; nil takes what its own probabilities say.
    public init(
        _ model: ModelFile, batch: Int, threads: Int, clinical: ClinicalTable = ClinicalTable(),
        passes: PassUncertainty? = nil
    ) throws(ClassificationError) {
        self.passes = passes
        self.model = model
        self.clinical = clinical
        self.threads = threads
        do {
            scorer = try ModelScorer(model, batch: batch, threads: threads, measuresDistance: true)
        } catch {
            throw .engine(error)
        }
    }

    /// Classifies scans in the order in which they are given.
    ///
    /// - Parameters:
    ///   - isCancelled: asked before every scan; where it answers yes `.interrupted` is thrown.
    ///   - emit: called with the rows of each batch as soon as they are known.
    public func classify(
        _ scans: [FoundScan], isCancelled: () -> Bool = { false },
        emit: ([ClassificationRow]) throws(ClassificationError) -> Void
    ) throws(ClassificationError) {
        let ranges = model.description.profiles.first?.scans
        let readable = scans.indices.filter { scans[$0].problem == nil }
        let prepared = PreparedScans(
            readable.map { LoadedItem(id: scans[$0].name, source: scans[$0].source) },
            preparation: model.description.preparation, threads: threads, chunk: scorer.batch,
            remark: { ranges?.warning(about: $0) })
        var pending: [Pending] = []
        var next = 0
        var rows = 0
        for element in prepared {
            if isCancelled() { throw .interrupted(rows: rows) }
            let place = readable[element.index]
            while next < place {
                pending.append(Pending(scan: scans[next], outcome: .failed(problem(of: scans[next]))))
                next += 1
            }
            pending.append(pendingRow(of: scans[place], outcome: element.outcome, remark: element.remark))
            next += 1
            guard pending.count >= scorer.batch || next == scans.count else { continue }
            rows += pending.count
            try flush(&pending, emit: emit)
        }
        pending += scans[next...].map { Pending(scan: $0, outcome: .failed(problem(of: $0))) }
        try flush(&pending, emit: emit)
    }
}

extension Classifier {
    /// A scan that waits for the engine, or for those before it.
    private struct Pending {
        enum Outcome {
            case sequence(Tensor, places: [Int])
            case failed(String)
        }

        var scan: FoundScan
        var outcome: Outcome
        var warnings: [String] = []
        /// What the model's clinical columns say.
        var clinical: [Double?] = []
    }

    private func pendingRow(
        of scan: FoundScan, outcome: Result<FrameSequence, SampleFailure>, remark: String?
    ) -> Pending {
        switch outcome {
        case .failure(let failure):
            return Pending(scan: scan, outcome: .failed("\(failure)"))
        case .success(let sequence):
            let (values, doubts) = clinicalValues(of: scan)
            let warnings = sequence.warnings.map { "\($0)" } + [remark].compactMap { $0 } + doubts
            let fewerFrames = model.description.preparation.keepsFewerFrames
            guard scorer.input.admits(sequence.frames, fewerFrames: fewerFrames) else {
                let sentence =
                    "the scan becomes \(InputShape(of: sequence.frames)) where the model reads \(scorer.input); "
                    + "train the model with preparation.frames and preparation.size"
                return Pending(scan: scan, outcome: .failed(sentence), warnings: warnings)
            }
            return Pending(
                scan: scan, outcome: .sequence(sequence.frames, places: sequence.sourceFrames), warnings: warnings,
                clinical: values)
        }
    }

    /// What the model's clinical columns say of a scan, and what is missing.
    private func clinicalValues(of scan: FoundScan) -> (values: [Double?], doubts: [String]) {
        let columns = model.description.clinicalColumns
        guard !columns.isEmpty else { return ([], []) }
        guard let values = clinical[scan.source.path] else {
            return (
                columns.map { _ in nil },
                ["no manifest row says \(columns.joined(separator: ", ")) of this scan: they count as missing"]
            )
        }
        let missing = zip(columns, values).filter { $1 == nil }.map(\.0)
        return (values, missing.isEmpty ? [] : ["\(missing.joined(separator: ", ")): missing, counted as the mean"])
    }

    private func problem(of scan: FoundScan) -> String {
        scan.problem.map { "\($0)" } ?? ""
    }

    /// Scores the pending sequences and emits a row for every pending scan, in order.
    private func flush(
        _ pending: inout [Pending], emit: ([ClassificationRow]) throws(ClassificationError) -> Void
    ) throws(ClassificationError) {
        guard !pending.isEmpty else { return }
        let read = pending.compactMap { scan -> (sequence: Tensor, clinical: [Double?])? in
            if case .sequence(let sequence, _) = scan.outcome { (sequence, scan.clinical) } else { nil }
        }
        var scores: ArraySlice<ModelScore>
        do {
            scores = try scorer.scores(for: read.map(\.sequence), clinical: read.map(\.clinical))[...]
            if let passes {
                for (place, scan) in read.enumerated() {
                    scores[place].uncertainty = try passes.value(of: scan.sequence, clinical: scan.clinical)
                }
            }
        } catch {
            throw .engine(error)
        }
        let rows = pending.map { scan in
            let outcome: ClassificationRow.Outcome
            var unlike: String?
            var places: [Int] = []
            switch scan.outcome {
            case .failed(let sentence): outcome = .failed(sentence)
            case .sequence(_, let stored):
                let score = scores.popFirst()
                if let score, !score.frames.isEmpty { places = stored }
                outcome = Self.outcome(of: score)
                unlike = score?.distance.flatMap { model.description.profiles.first?.warning(ofDistance: $0) }
            }
            var row = ClassificationRow(
                file: scan.scan.source.path, sample: scan.scan.name,
                classes: model.description.classes, outcome: outcome,
                warnings: scan.warnings + [unlike].compactMap { $0 }, model: model.id)
            row.framePlaces = places
            return row
        }
        pending = []
        try emit(rows)
    }

    private static func outcome(of score: ModelScore?) -> ClassificationRow.Outcome {
        guard let score, score.probabilities.allSatisfy(\.isFinite) else {
            return .failed(
                "the network's outputs are not finite numbers; the scan has values unlike any it was trained on")
        }
        return .scored(score)
    }
}
