/// How many steps of each sequence in a batch are real; what follows them is padding, which changes no result.
///
/// Step t of sequence b is row t·batch + b. Two rules hold for padded rows: their values are finite and mean nothing, so
/// a layer that mixes rows leaves them out; their gradients are zero, so a layer that does not mix rows needs no mask.
public final class SequenceLengths {
    /// The steps of the longest sequence that fits.
    public let steps: Int
    public let batch: Int
    private var lengths: [Int]
    private let source: (lengths: SequenceLengths, change: (Int) -> Int)?

    /// Sequences of full length.
    public init(steps: Int, batch: Int) {
        self.steps = steps
        self.batch = batch
        lengths = Array(repeating: steps, count: batch)
        source = nil
    }

    private init(steps: Int, of source: SequenceLengths, _ change: @escaping (Int) -> Int) {
        self.steps = steps
        batch = source.batch
        lengths = []
        self.source = (source, change)
    }

    /// The length of one sequence, from 1 to `steps`.
    public subscript(sequence: Int) -> Int {
        if let source { return source.change(source.lengths[sequence]) }
        return lengths[sequence]
    }

    /// Sets the length of one sequence, from 1 to `steps`.
    public func set(_ length: Int, for sequence: Int) { lengths[sequence] = length }

    /// Whether nothing is padding.
    public var areFull: Bool { (0..<batch).allSatisfy { self[$0] == steps } }

    /// How many rows are real.
    public var rows: Int { (0..<batch).reduce(0) { $0 + self[$1] } }

    /// Whether row t·batch + b is padding.
    public func isPadding(row: Int) -> Bool { row / batch >= self[row % batch] }

    /// The lengths after a layer that makes `change(n)` steps of n.
    public func changed(steps: Int, by change: @escaping (Int) -> Int) -> SequenceLengths {
        SequenceLengths(steps: steps, of: self, change)
    }
}

extension SequenceLengths {
    /// A step that sets the padded rows of `memory`, whose outermost axis counts rows, to zero.
    public func clearingPadding(of memory: Memory) -> any Operation {
        let width = memory.layout.bytes / MemoryLayout<Float>.size / (steps * batch)
        return HostOperation { [self] in
            for sequence in 0..<batch {
                for step in self[sequence]..<steps {
                    (memory.elements + (step * batch + sequence) * width).update(repeating: 0, count: width)
                }
            }
        }
    }
}
