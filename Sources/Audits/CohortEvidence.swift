import Cohorts
import Preparation

/// What an audit knows of each sample of a cohort: what its files hold, and how it looks when it is prepared.
public struct CohortEvidence: Sendable {
    /// What the files hold, in the order of the samples.
    public var contents: [SampleContent]
    /// How the scans look, in the same order; nil where one cannot be read or prepared.
    public var fingerprints: [ScanFingerprint?]
    /// How many frames each scan has as stored along the axis that is read as time, in the same order; nil likewise.
    public var frameCounts: [Int?]
    /// The pairs that look the same although their files differ, and those whose files do not.
    public var nearDuplicates: [NearDuplicate]

    /// Reads and prepares every sample once, besides hashing its files.
    ///
    /// - Parameters:
    ///   - preparation: how the scans are prepared; size, frames and intensities are the audit's own.
    ///   - threads: how many samples are read at the same time.
    ///   - isCancelled: asked every few samples; a yes throws `CohortError.interrupted`.
    ///   - progress: told now and then how many samples are done, on the calling thread.
    public static func read(
        _ samples: [Sample], preparation: Preparation, rule: NearDuplicateRule = NearDuplicateRule(), threads: Int,
        isCancelled: () -> Bool = { false }, progress: (Int) -> Void = { _ in }
    ) throws(CohortError) -> CohortEvidence {
        var contents = try SampleContent.read(samples, decodes: false, threads: threads, isCancelled: isCancelled)
        var fingerprints: [ScanFingerprint?] = []
        var frameCounts: [Int?] = []
        let items = samples.map { LoadedItem(id: $0.id, source: $0.source) }
        let scans = PreparedScans(
            items, preparation: preparation.forFingerprints, threads: threads, chunk: 4 * max(1, threads))
        for scan in scans {
            if isCancelled() { throw .interrupted }
            switch scan.outcome {
            case .success(let sequence):
                fingerprints.append(ScanFingerprint(sequence))
                frameCounts.append(sequence.source.count)
                for case .scan(let warning) in sequence.warnings {
                    contents[scan.index].warnings.append("\(warning)")
                }
            case .failure(let failure):
                fingerprints.append(nil)
                frameCounts.append(nil)
                switch failure.reason {
                case .reading(let error): contents[scan.index].problem = "\(error)"
                case .preparing(let error): contents[scan.index].warnings.append("\(error)")
                }
            }
            if fingerprints.count.isMultiple(of: 64) || fingerprints.count == samples.count {
                progress(fingerprints.count)
            }
        }
        return CohortEvidence(
            contents: contents, fingerprints: fingerprints, frameCounts: frameCounts,
            nearDuplicates: rule.pairs(among: fingerprints, threads: threads))
    }
}

extension CohortEvidence {
    /// Refuses samples whose scans have another number of frames than labels.
    ///
    /// - Parameter samples: those that were read.
    /// - Throws: `CohortError.frameCount`; `.frameCounts` of several.
    public func checkFrameLabels(of samples: [Sample]) throws(CohortError) {
        var errors: [CohortError] = []
        for (sample, count) in zip(samples, frameCounts) {
            guard let labels = sample.frameLabels, let count else { continue }
            do {
                try labels.check(count: count, sample: sample.id)
            } catch {
                errors.append(error)
            }
        }
        if let first = errors.first { throw errors.count == 1 ? first : .frameCounts(errors) }
    }

    /// The places of the samples with equal files, one list a content, in the order of their first samples.
    public var identical: [[Int]] { contents.equalGroups }

    /// The near-duplicates whose files differ.
    public var similar: [NearDuplicate] {
        nearDuplicates.filter { contents[$0.first].hash != contents[$0.second].hash }
    }

    /// The pairs that must not be torn apart: equal files and near-duplicates.
    public var links: [(Int, Int)] {
        identical.flatMap { group in group.dropFirst().map { (group[0], $0) } }
            + similar.map { ($0.first, $0.second) }
    }
}
