import Imaging
import Tensors

/// Prepares the sequences of the next batch between two steps of an engine, on several threads.
///
/// Prepared sequences are kept, before augmentation, until a number of bytes is reached. Neither the threads nor the
/// cache change what comes out: the same seed, epoch and sample give the same bytes. A loader is used from one thread;
/// its own threads rest between calls, so that an engine's threads have the processor to themselves.
public final class BatchLoader {
    public let items: [LoadedItem]
    private let preparation: Preparation
    private let augmentation: Augmentation?
    private let seed: UInt64
    private let threads: Int
    private var cache: SequenceCache
    private var doubts: [Int: [PreparationWarning]] = [:]

    /// - Parameters:
    ///   - augmentation: random changes, drawn anew for each epoch and sample; nil leaves sequences as prepared.
    ///   - threads: how many scans are prepared at a time.
    ///   - cacheBytes: the most memory that prepared sequences may be kept in.
    public init(
        items: [LoadedItem], preparation: Preparation, augmentation: Augmentation?, seed: UInt64, threads: Int,
        cacheBytes: Int
    ) {
        self.items = items
        self.preparation = preparation
        self.augmentation = augmentation
        self.seed = seed
        self.threads = threads
        cache = SequenceCache(capacity: cacheBytes)
    }

    /// The sequences `[T, H, W, C]` of some items in the order of `indices`, or why one could not be prepared.
    ///
    /// - Precondition: every index is one of `items`.
    public func outcomes(at indices: [Int], epoch: Int) -> [Result<Tensor, SampleFailure>] {
        let work = indices.map { (item: items[$0], kept: cache[$0]) }
        let loaded = concurrentMap(count: work.count, threads: threads) { [preparation, augmentation, seed] place in
            let (item, kept) = work[place]
            return Self.load(item, kept: kept, preparation, augmentation) {
                RandomGenerator(seed: seed, stream: [UInt64(bitPattern: Int64(epoch)), item.stream])
            }
        }
        for (index, result) in zip(indices, loaded) {
            guard let sequence = result.fresh else { continue }
            cache.insert(sequence.frames, at: index)
            if !sequence.warnings.isEmpty { doubts[index] = sequence.warnings }
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

    /// What was doubtful about an item that has been prepared.
    public func warnings(at index: Int) -> [PreparationWarning] { doubts[index] ?? [] }

    /// The bytes that kept sequences take.
    public var cachedBytes: Int { cache.bytes }
}

extension BatchLoader {
    /// What became of one item: the sequence for the batch, and the one to keep if it was prepared now.
    private struct Loaded: Sendable {
        var outcome: Result<Tensor, SampleFailure>
        var fresh: FrameSequence?
    }

    private static func load(
        _ item: LoadedItem, kept: Tensor?, _ preparation: Preparation, _ augmentation: Augmentation?,
        generator: () -> RandomGenerator
    ) -> Loaded {
        var fresh: FrameSequence?
        var frames: Tensor
        if let kept {
            frames = kept
        } else {
            switch item.prepared(by: preparation) {
            case .failure(let failure): return Loaded(outcome: .failure(failure))
            case .success(let sequence):
                fresh = sequence
                frames = sequence.frames
            }
        }
        if let augmentation {
            var generator = generator()
            frames = augmentation.apply(to: frames, using: &generator)
        }
        return Loaded(outcome: .success(frames), fresh: fresh)
    }
}
