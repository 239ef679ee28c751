/// One of two lists of steps: the usual one while every sequence has its full length, the masked one otherwise.
public final class AlternativeOperation: Operation {
    private let lengths: SequenceLengths
    private let full, masked: [any Operation]

    public init(_ lengths: SequenceLengths, full: [any Operation], masked: [any Operation]) {
        self.lengths = lengths
        self.full = full
        self.masked = masked
    }

    public func run() throws(KernelError) {
        for operation in lengths.areFull ? full : masked { try operation.run() }
    }
}
