import Foundation
import Synchronization

/// Whether the user asked the command to stop (Ctrl-C or a polite kill).
///
/// The first signal lets long work save its state, and says so on a terminal; a second one ends the process at once.
enum Interruption {
    private static let requested = Atomic<Bool>(false)

    static var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// From now on the first SIGINT, SIGTERM or SIGHUP only sets `isRequested`, also where the parent had blocked them.
    static func handleSignals() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGHUP)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number) { received in
                Interruption.requested.store(true, ordering: .relaxed)
                if isatty(STDERR_FILENO) == 1 {
                    let words: StaticString = "\nstopping after this step; once more stops at once\n"
                    _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
                }
                signal(received, SIG_DFL)
            }
        }
    }
}
