import Foundation

/// What this process has used so far.
enum ProcessTime {
    /// CPU seconds of all threads.
    static var cpuSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// CPU seconds of all threads while `body` ran.
    static func cpuSeconds(of body: () throws -> Void) rethrows -> Double {
        let before = cpuSeconds
        try body()
        return cpuSeconds - before
    }

    /// The largest resident size, in MiB.
    static var peakMebibytes: Int {
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        return Int(usage.ru_maxrss) / 1024
    }
}
