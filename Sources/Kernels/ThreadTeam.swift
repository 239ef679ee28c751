internal import CDNNL

/// The threads that compute: libgomp's, which oneDNN uses too.
///
/// libgomp keeps one team for each thread that starts parallel regions; between regions its members spin for a bounded time
/// (`GOMP_SPINCOUNT`) and then sleep. Own kernels run in a parallel region of the same team, so no second set of
/// threads ever competes with it.
public enum ThreadTeam {
    /// Makes the calling thread's regions use `threads` members, never fewer because the machine is busy.
    public static func use(threads: Int) {
        omp_set_dynamic(0)
        omp_set_num_threads(Int32(clamping: threads))
    }

    /// Calls `body(member, members)` once on every member of a team of `threads`; returns when all are done.
    static func run(threads: Int, _ body: (Int, Int) -> Void) {
        guard threads > 1 else { return body(0, 1) }
        withoutActuallyEscaping(body) { escaping in
            let work = Work(body: escaping)
            withExtendedLifetime(work) {
                GOMP_parallel(
                    { context in
                        guard let context else { return }
                        let work = Unmanaged<Work>.fromOpaque(context).takeUnretainedValue()
                        work.body(Int(omp_get_thread_num()), Int(omp_get_num_threads()))
                    }, Unmanaged.passUnretained(work).toOpaque(), UInt32(clamping: threads), 0)
            }
        }
    }

    private final class Work {
        let body: (Int, Int) -> Void
        init(body: @escaping (Int, Int) -> Void) { self.body = body }
    }
}
