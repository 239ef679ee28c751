import Imaging

/// Scans prepared one after another for prediction, in order, a few at a time.
public struct PreparedScans: Sequence {
    /// What became of one scan.
    public struct Element: Sendable {
        /// The place of the item in the list.
        public var index: Int
        public var item: BatchLoader.Item
        public var outcome: Result<FrameSequence, SampleFailure>
    }

    /// - Parameters:
    ///   - threads: how many scans are prepared at a time.
    ///   - chunk: how many prepared scans are held in memory at most.
    public init(_ items: [BatchLoader.Item], preparation: Preparation, threads: Int, chunk: Int) {
    }

    public func makeIterator() -> AnyIterator<Element> { AnyIterator { nil } }
}
