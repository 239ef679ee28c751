import Imaging

/// Scans prepared one after another for prediction, in order, a few at a time.
///
/// The next few are prepared when the last of the few before has been taken, so that memory stays bounded and an
/// engine between them has the processor to itself.
public struct PreparedScans: Sequence, Sendable {
    /// What became of one scan.
    public struct Element: Sendable {
        /// The place of the item in the list.
        public var index: Int
        public var item: LoadedItem
        public var outcome: Result<FrameSequence, SampleFailure>
    }

    private let items: [LoadedItem]
    private let preparation: Preparation
    private let threads: Int
    private let chunk: Int
    private let read: ScanReading

    /// - Parameters:
    ///   - threads: how many scans are prepared at a time.
    ///   - chunk: how many prepared scans are held in memory at most.
    public init(_ items: [LoadedItem], preparation: Preparation, threads: Int, chunk: Int) {
        self.init(items, preparation: preparation, threads: threads, chunk: chunk, read: ScanReader.read)
    }

    init(_ items: [LoadedItem], preparation: Preparation, threads: Int, chunk: Int, read: @escaping ScanReading) {
        self.items = items
        self.preparation = preparation
        self.threads = threads
        self.chunk = Swift.max(chunk, 1)
        self.read = read
    }

    public func makeIterator() -> Iterator { Iterator(scans: self) }

    /// The scans still to come.
    public struct Iterator: IteratorProtocol {
        fileprivate let scans: PreparedScans
        private var ready: ArraySlice<Element> = []
        private var nextItem = 0

        fileprivate init(scans: PreparedScans) {
            self.scans = scans
        }

        public mutating func next() -> Element? {
            if ready.isEmpty {
                let first = nextItem
                let count = Swift.min(scans.chunk, scans.items.count - first)
                nextItem += count
                ready =
                    concurrentMap(count: count, threads: scans.threads) { [scans] place in
                        let item = scans.items[first + place]
                        return Element(
                            index: first + place, item: item,
                            outcome: item.prepared(by: scans.preparation, read: scans.read))
                    }[...]
            }
            return ready.popFirst()
        }
    }
}
