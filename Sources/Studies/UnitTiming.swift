import Foundation
import RunFolders
import Training

/// Seconds and memory of a training: the contents of `timing.tsv`, outside the promise of equal bytes.
enum UnitTiming {
    /// The table's columns.
    static let columns = "epoch\tsamples\ttrain_seconds\ttuning_seconds\tpeak_mib"

    /// Writes one line for each epoch; the memory is that of this process.
    static func write(_ epochs: [EpochTiming], to folder: UnitFolder) throws {
        let peak = peakMebibytes()
        let lines = epochs.map { epoch in
            "\(epoch.epoch)\t\(epoch.samples)\t\(seconds(epoch.trainSeconds))\t\(seconds(epoch.tuningSeconds))\t\(peak)\n"
        }
        try AtomicFile.write(Array((columns + "\n" + lines.joined()).utf8), to: folder.timing)
    }

    private static func seconds(_ value: Double) -> String {
        String(format: "%.3f", value)
    }

    /// The most memory that the process has held at once.
    private static func peakMebibytes() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1024
    }
}
