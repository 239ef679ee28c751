/// When two scans count as one image in two files.
///
/// The thresholds were chosen on four public cohorts; `docs/explanation/leaks.md` has the figures.
public struct NearDuplicateRule: Codable, Hashable, Sendable {
    /// The most bits of 255, on average over the frames, in which the hashes may differ: a pair is then a candidate.
    public var distance = 56
    /// The least correlation of the frames' details, on average: a candidate is then a near-duplicate.
    public var correlation = 0.95

    public init() {}
}

/// Two scans whose prepared frames show the same.
public struct NearDuplicate: Hashable, Sendable {
    /// Their places in the list, the smaller first.
    public var first, second: Int
    /// The correlation of their details.
    public var correlation: Double
}

extension NearDuplicateRule {
    /// Every pair of near-duplicates, in the order of their places; a scan without a fingerprint has none.
    ///
    /// All pairs are compared, so none is missed: 10,000 images are 5 × 10⁷ comparisons of 256 bits.
    public func pairs(among fingerprints: [ScanFingerprint?], threads: Int) -> [NearDuplicate] {
        let known = fingerprints.indices.filter { fingerprints[$0]?.spectra.isEmpty == false }
        let groups = Dictionary(grouping: known) { fingerprints[$0]?.spectra.count ?? 0 }
        return groups.flatMap { frames, places in
            candidates(among: places.map { fingerprints[$0] }, frames: frames, threads: threads).compactMap {
                let (one, other) = (places[$0.0], places[$0.1])
                guard let first = fingerprints[one], let second = fingerprints[other] else { return nil }
                let found = Double(first.correlation(with: second))
                return found >= correlation ? NearDuplicate(first: one, second: other, correlation: found) : nil
            }
        }.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
    }

    /// The pairs whose hashes differ little enough.
    private func candidates(
        among fingerprints: [ScanFingerprint?], frames: Int, threads: Int
    ) -> [(Int, Int)] {
        let count = fingerprints.count
        let hashes = fingerprints.flatMap { $0?.spectra.map(\.hash) ?? [] }
        let limit = distance * frames
        return StripedWork.results(count: count, threads: threads) { first in
            var close: [(Int, Int)] = []
            for second in first + 1..<max(count, first + 1) {
                var distance = 0
                for frame in 0..<frames {
                    distance += hashes[first * frames + frame].distance(to: hashes[second * frames + frame])
                }
                if distance <= limit { close.append((first, second)) }
            }
            return close
        }
    }
}
