import Imaging
import Tensors

/// Prepares the sequences of the next batch between two steps of an engine, on several threads.
///
/// Prepared sequences are kept, before augmentation, until a number of bytes is reached. Neither the threads nor the
/// cache change what comes out: the same seed, epoch and sample give the same bytes.
public final class BatchLoader {
    /// A scan to load, and the name that its random numbers depend on.
    public struct Item: Hashable, Sendable {
        public var id: String
        public var source: ScanSource

        public init(id: String, source: ScanSource) {
            (self.id, self.source) = (id, source)
        }
    }

    public let items: [Item]

    /// - Parameters:
    ///   - augmentation: random changes, drawn anew for each epoch and sample; nil leaves sequences as prepared.
    ///   - threads: how many scans are prepared at a time.
    ///   - cacheBytes: the most memory that prepared sequences may be kept in.
    public init(
        items: [Item], preparation: Preparation, augmentation: Augmentation?, seed: UInt64, threads: Int,
        cacheBytes: Int
    ) {
        self.items = items
    }

    /// The sequences `[T, H, W, C]` of some items in the order of `indices`, or why one could not be prepared.
    public func outcomes(at indices: [Int], epoch: Int) -> [Result<Tensor, SampleFailure>] {
        []
    }

    /// The sequences of some items in the order of `indices`.
    ///
    /// - Throws: the first `SampleFailure` among them.
    public func sequences(at indices: [Int], epoch: Int) throws(SampleFailure) -> [Tensor] {
        var tensors: [Tensor] = []
        for outcome in outcomes(at: indices, epoch: epoch) { tensors.append(try outcome.get()) }
        return tensors
    }

    /// What was doubtful about an item that has been prepared.
    public func warnings(at index: Int) -> [PreparationWarning] { [] }
}
