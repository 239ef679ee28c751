import Cohorts
import Evaluation
import Foundation
import RunFolders
import SystemPackage
import Tensors

/// How a run compares with another on the scans that both judged: what accepted leaks were worth, where the other is the
/// same study without them.
public struct RunComparison: Hashable, Codable, Sendable {
    /// The other run's folder, as it was named.
    public var against: String
    /// The SHA-256 of the compared `predictions.csv` of this run; others need another comparison.
    public var predictions: String
    /// The kinds of leak that this run and the other accepted, each with its number; empty where there was none.
    public var leaks: [String]
    public var otherLeaks: [String]
    /// How many scans both judged, and of how many patients; those count as one whom either run takes for one.
    public var scans: Int
    public var patients: Int
    /// How many scans only this run judged, and how many only the other.
    public var onlyHere: Int
    public var onlyThere: Int
    public var figures: [Figure]

    private enum CodingKeys: String, CodingKey {
        case against, predictions, leaks, scans, patients, figures
        case otherLeaks = "other_leaks"
        case onlyHere = "only_here"
        case onlyThere = "only_there"
    }

    /// One figure of both runs, the mean where scans were judged several times.
    public struct Figure: Hashable, Codable, Sendable {
        public var metric: Metric
        public var value: Double?
        public var other: Double?
        /// This run minus the other, with its 95 % interval over the patients.
        public var difference: Estimate
        /// Of no difference; nil where nothing can be tested.
        public var p: Double?
        public var test: ArmComparison.Test?
    }

    /// Compares the predictions of two run folders.
    ///
    /// - Throws: `ReportError.notComparable` where they have no predictions, other classes or no scan in common, or where a
    ///   scan's label differs; what the reading of a run folder throws.
    public init(of folder: RunFolder, against other: RunFolder) throws {
        let runs = try [RunRecord(folder), RunRecord(other)]
        let scored = try zip([folder, other], runs).map { try JudgedScans($1, in: $0) }
        let refused = { ReportError.notComparable(folder.root, other.root, problem: $0) }
        guard scored[0].classes == scored[1].classes else {
            throw refused(
                "the first tells \(scored[0].classes.joined(separator: ", ")) apart, the second "
                    + scored[1].classes.joined(separator: ", "))
        }
        let theirs = Set(scored[1].samples)
        let common = scored[0].samples.filter(theirs.contains)
        guard !common.isEmpty else {
            throw refused(
                "none of the \(scored[0].samples.count) and \(scored[1].samples.count) judged scans have the same name")
        }
        if let sample = common.first(where: { scored[0].label(of: $0) != scored[1].label(of: $0) }) {
            throw refused("the label of “\(sample)” differs")
        }
        let names = PatientNames.names(
            values: common.map { sample in scored.enumerated().map { "\($0) \($1.patient(of: sample))" } }, ids: common)
        let arms = try scored.map { try $0.scores(of: common, patients: names) }
        var generator = RandomGenerator(seed: 0, stream: [UInt64(common.count)])
        against = other.root.string
        predictions = try SHA256.digest(ofFileAt: folder.predictions).description
        (leaks, otherLeaks) = (
            runs[0].metrics?.leaksAccepted?.lines ?? [], runs[1].metrics?.leaksAccepted?.lines ?? []
        )
        (scans, patients) = (common.count, Set(names).count)
        (onlyHere, onlyThere) = (scored[0].samples.count - common.count, scored[1].samples.count - common.count)
        figures = [Metric.auroc, .accuracy, .balancedAccuracy, .brier].map { metric in
            let compared = ArmComparison(of: metric, arm: arms[0], baseline: arms[1], using: &generator)
            return Figure(
                metric: metric, value: arms[0].mean(of: metric), other: arms[1].mean(of: metric),
                difference: compared.difference, p: compared.p, test: compared.test)
        }
    }
}

extension RunComparison {
    /// Whether the runs differ in that only this one accepted leaks.
    var isOfLeaks: Bool { !leaks.isEmpty && otherLeaks.isEmpty }

    /// Writes `comparison.json` into the run folder that it is about.
    public func write(to folder: RunFolder) throws {
        try AtomicFile.write(try ReadableJSON.bytes(of: self), to: folder.comparison)
    }
}

/// The scans that a run judged, each once for every repetition and seed.
private struct JudgedScans {
    let classes: [String]
    /// The scans that every repetition and seed judged, in the order of the table.
    let samples: [String]
    private let positive: Int?
    private let replicates: [[String: PredictionRecord.Row]]
    private let record: PredictionRecord

    init(_ run: RunRecord, in folder: RunFolder) throws(ReportError) {
        guard let record = run.predictions else {
            throw .nothingToCompare(folder.root)
        }
        self.record = record
        classes = record.classes
        positive = run.positiveClass.flatMap { record.classes.firstIndex(of: $0) }
        var order: [[String]] = []
        var rows: [[String]: [String: PredictionRecord.Row]] = [:]
        for row in record.rows {
            let key = Array(row.place.dropFirst())
            if rows[key] == nil { order.append(key) }
            rows[key, default: [:]][row.sample] = row
        }
        let replicates = order.compactMap { rows[$0] }
        self.replicates = replicates
        var seen: Set<String> = []
        samples = record.rows.map(\.sample).filter { sample in
            seen.insert(sample).inserted && replicates.allSatisfy { $0[sample] != nil }
        }
    }

    func label(of sample: String) -> Int? { replicates[0][sample]?.label }

    func patient(of sample: String) -> String { replicates[0][sample]?.patient ?? sample }

    /// The scores of some of the scans, whose patients bear other names here.
    func scores(of samples: [String], patients: [String]) throws(EvaluationError) -> ArmScores {
        var scored: [ScoredSamples] = []
        for replicate in replicates {
            var rows = samples.compactMap { replicate[$0] }
            for place in rows.indices { rows[place].patient = patients[place] }
            scored.append(try record.samples(rows, positive: positive))
        }
        return ArmScores(replicates: scored, folds: [], trainingSamples: 0)
    }
}
