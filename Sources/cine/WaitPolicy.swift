import Foundation

/// How long the engine's threads spin when they wait for each other.
///
/// libgomp reads `GOMP_SPINCOUNT` before `main` and spins for milliseconds by default, which beside any other busy process
/// doubles the CPU time of a step and starves the loading between steps. A short spin costs a quiet machine next to nothing.
enum WaitPolicy {
    /// Starts the program anew with a short spin, unless the environment already says how to wait.
    static func apply() {
        #if os(Linux)
            guard getenv("OMP_WAIT_POLICY") == nil, getenv("GOMP_SPINCOUNT") == nil,
                let program = realpath("/proc/self/exe", nil)
            else { return }
            defer { free(program) }
            setenv("GOMP_SPINCOUNT", "10000", 1)
            execv(program, CommandLine.unsafeArgv)
        #endif
    }
}
