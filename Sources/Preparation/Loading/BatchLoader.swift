import Imaging
import Tensors

/// Prepares the sequences of the next batch between two steps of an engine, on several threads.
///
/// Prepared sequences are kept, before augmentation, until a number of bytes is reached. Neither the threads nor the
/// cache change what comes out: the same seed, epoch and sample give the same bytes. A loader is used from one thread;
/// its own threads rest between calls, so that an engine's threads have the processor to themselves.
public final class BatchLoader {
    public let items: [LoadedItem]
    public let preparation: Preparation
    private let augmentation: Augmentation?
    private let seed: UInt64
    private let threads: Int
    private let read: ScanReading
    private var cache: SequenceCache
    /// Of the sequences in the cache.
    private var sources: [Int: SourceFrames] = [:]

    /// - Parameters:
    ///   - augmentation: random changes, drawn anew for each epoch and sample; nil leaves sequences as prepared.
    ///   - threads: how many scans are prepared at a time.
    ///   - cacheBytes: the most memory that prepared sequences may be kept in.
    public convenience init(
        items: [LoadedItem], preparation: Preparation, augmentation: Augmentation?, seed: UInt64, threads: Int,
        cacheBytes: Int
    ) {
        self.init(
            items: items, preparation: preparation, augmentation: augmentation, seed: seed, threads: threads,
            cacheBytes: cacheBytes, read: ScanReader.read)
    }

    init(
        items: [LoadedItem], preparation: Preparation, augmentation: Augmentation?, seed: UInt64, threads: Int,
        cacheBytes: Int, read: @escaping ScanReading
    ) {
        self.items = items
        self.preparation = preparation
        self.augmentation = augmentation
        self.seed = seed
        self.threads = threads
        self.read = read
        cache = SequenceCache(capacity: cacheBytes)
    }

    /// The sequences `[T, H, W, C]` of some items in the order of `indices`, or why one could not be prepared.
    ///
    /// - Precondition: every index is one of `items`.
    public func outcomes(at indices: [Int], epoch: Int) -> [Result<Tensor, SampleFailure>] {
        loaded(at: indices, epoch: epoch).map { $0.map(\.frames) }
    }

    /// The same, each with the frames of the scan that it is made of.
    public func loaded(at indices: [Int], epoch: Int) -> [Result<LoadedSequence, SampleFailure>] {
        let work = indices.map { index in
            let kept = cache[index].flatMap { frames in
                sources[index].map { LoadedSequence(frames: frames, source: $0) }
            }
            return (item: items[index], kept: kept)
        }
        let loaded = concurrentMap(count: work.count, threads: threads) {
            [preparation, augmentation, seed, read] place in
            let (item, kept) = work[place]
            var loaded = Loaded(item, kept: kept, preparation: preparation, read: read)
            if let augmentation {
                var generator = RandomGenerator(seed: seed, stream: [UInt64(bitPattern: Int64(epoch)), item.stream])
                loaded.outcome = loaded.outcome.map { augmentation.apply(to: $0, using: &generator) }
            }
            return loaded
        }
        for (index, result) in zip(indices, loaded) {
            guard let sequence = result.fresh else { continue }
            if cache.insert(sequence.frames, at: index) { sources[index] = sequence.source }
        }
        return loaded.map(\.outcome)
    }

    /// The sequences of some items in the order of `indices`.
    ///
    /// - Throws: the first `SampleFailure` among them.
    public func sequences(at indices: [Int], epoch: Int) throws(SampleFailure) -> [Tensor] {
        var sequences: [Tensor] = []
        for outcome in outcomes(at: indices, epoch: epoch) { sequences.append(try outcome.get()) }
        return sequences
    }
}

extension BatchLoader {
    /// What became of one item: the sequence for the batch, and the one to keep if it was prepared now.
    private struct Loaded: Sendable {
        var outcome: Result<LoadedSequence, SampleFailure>
        var fresh: FrameSequence?

        init(_ item: LoadedItem, kept: LoadedSequence?, preparation: Preparation, read: ScanReading) {
            if let kept {
                outcome = .success(kept)
                return
            }
            let prepared = item.prepared(by: preparation, read: read)
            outcome = prepared.map(\.loaded)
            fresh = try? prepared.get()
        }
    }
}
