import Dispatch
import Synchronization

/// The results of `body` for `0..<count`, in order, made on at most `threads` threads at a time.
///
/// The calling thread works, too, and nothing runs on after the call.
func concurrentMap<Result: Sendable>(
    count: Int, threads: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
    if threads <= 1 || count <= 1 { return (0..<count).map(body) }
    let next = Atomic(0)
    return Array(unsafeUninitializedCapacity: count) { results, initializedCount in
        // Every place is written once, by the thread that took its index.
        nonisolated(unsafe) let results = results
        DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                if index >= count { break }
                results.initializeElement(at: index, to: body(index))
            }
        }
        initializedCount = count
    }
}
