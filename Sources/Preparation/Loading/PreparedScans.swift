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
        /// What `remark` said of the scan as stored.
        public var remark: String?
    }

    /// Says something of a scan as stored, on the thread that reads it.
    public typealias Remark = @Sendable (Scan) -> String?

    private let items: [LoadedItem]
    private let preparation: Preparation
    private let threads: Int
    private let chunk: Int
    private let read: ScanReading
    private let remark: Remark

    /// - Parameters:
    ///   - threads: how many scans are prepared at a time.
    ///   - chunk: how many prepared scans are held in memory at most.
    ///   - remark: what each element says of its scan, beside what the preparation warns of.
    public init(
        _ items: [LoadedItem], preparation: Preparation, threads: Int, chunk: Int,
        remark: @escaping Remark = { _ in nil }
    ) {
        self.init(
            items, preparation: preparation, threads: threads, chunk: chunk, read: ScanReader.read, remark: remark)
    }

    init(
        _ items: [LoadedItem], preparation: Preparation, threads: Int, chunk: Int, read: @escaping ScanReading,
        remark: @escaping Remark = { _ in nil }
    ) {
        self.items = items
        self.preparation = preparation
        self.threads = threads
        self.chunk = Swift.max(chunk, 1)
        self.read = read
        self.remark = remark
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
                        var remark: String?
                        let outcome = item.prepared(by: scans.preparation, read: scans.read) {
                            remark = scans.remark($0)
                        }
                        return Element(index: first + place, item: item, outcome: outcome, remark: remark)
                    }[...]
            }
            return ready.popFirst()
        }
    }
}
