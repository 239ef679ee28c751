import Dispatch
import Synchronization

/// Work on `0..<count` that threads take in turns, so that shrinking pieces are shared evenly.
enum StripedWork {
    /// The results of all pieces, in no order.
    static func results<Result: Sendable>(
        count: Int, threads: Int, _ body: @Sendable (Int) -> [Result]
    ) -> [Result] {
        let stripes = max(1, min(threads, count))
        let results = Mutex<[Result]>([])
        DispatchQueue.concurrentPerform(iterations: stripes) { stripe in
            let own = stride(from: stripe, to: count, by: stripes).flatMap(body)
            results.withLock { $0 += own }
        }
        return results.withLock { $0 }
    }
}
