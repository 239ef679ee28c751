/// Steps that treat each row of a batch on its own, computed depth first: every thread takes a few rows through all steps
/// before it takes the next, so that what flows between the steps stays in its cache.
public final class RowwiseOperation: Operation {
    /// One thread's own tensors and steps, for `rowsAtOnce` rows.
    public final class Lane {
        let input, output: Memory
        let steps: [any Operation]
        fileprivate(set) var failure: KernelError?

        public init(input: Memory, output: Memory, steps: [any Operation]) {
            self.input = input
            self.output = output
            self.steps = steps
        }
    }

    private let input, output: Memory
    private let lanes: [Lane]
    private let rows, rowsAtOnce: Int

    /// - Parameters:
    ///   - input: all rows, which lie as `Lane.input` does; the same for `output`.
    public init(input: Memory, output: Memory, lanes: [Lane], rows: Int, rowsAtOnce: Int) {
        self.input = input
        self.output = output
        self.lanes = lanes
        self.rows = rows
        self.rowsAtOnce = rowsAtOnce
    }

    public func run() throws(KernelError) {
        let chunks = (rows + rowsAtOnce - 1) / rowsAtOnce
        ThreadTeam.run(threads: lanes.count) { [self] member, members in
            for index in stride(from: member, to: lanes.count, by: members) {
                let lane = lanes[index]
                do throws(KernelError) {
                    lane.failure = nil
                    for chunk in chunks * index / lanes.count..<chunks * (index + 1) / lanes.count {
                        try compute(chunk, in: lane)
                    }
                } catch {
                    lane.failure = error
                }
            }
        }
        for lane in lanes {
            if let failure = lane.failure { throw failure }
        }
    }

    /// The last chunk begins early enough to be full; the rows that another chunk has done are not copied out again.
    private func compute(_ chunk: Int, in lane: Lane) throws(KernelError) {
        let wanted = chunk * rowsAtOnce
        let start = min(wanted, rows - rowsAtOnce)
        let inputRow = lane.input.layout.bytes / MemoryLayout<Float>.size / rowsAtOnce
        let outputRow = lane.output.layout.bytes / MemoryLayout<Float>.size / rowsAtOnce
        lane.input.elements.update(from: input.elements + start * inputRow, count: rowsAtOnce * inputRow)
        for step in lane.steps { try step.run() }
        (output.elements + wanted * outputRow).update(
            from: lane.output.elements + (wanted - start) * outputRow, count: (start + rowsAtOnce - wanted) * outputRow)
    }
}
