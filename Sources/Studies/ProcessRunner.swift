import Foundation
import RunFolders
import SystemPackage

/// Runs the units of a plan in processes of their own, several at a time.
///
/// Each process is this program with arguments that name the unit; it takes the unit's lock, writes the unit's files, and
/// leaves its reason in the unit's folder where it fails. A process that dies costs its own unit only.
public struct ProcessRunner {
    public let plan: StudyPlan
    public let folder: RunFolder
    /// How many processes run at a time.
    public let jobs: Int

    public init(_ plan: StudyPlan, in folder: RunFolder, jobs: Int) {
        self.plan = plan
        self.folder = folder
        self.jobs = jobs
    }

    /// How far the study is.
    public struct Progress: Hashable, Sendable {
        /// Units that are finished or have failed, and how many there are.
        public var done: Int
        public var units: Int
        /// Epochs that the running units have behind them.
        public var epochs: Int
    }

    /// Runs what is missing.
    ///
    /// - Parameters:
    ///   - arguments: the arguments of the process that runs a unit.
    ///   - isCancelled: asked every now and then; a yes asks the processes to save their state and waits for them.
    ///   - watch: told how far the study is.
    /// - Returns: the units that failed, with their reasons.
    /// - Throws: `StudyError.interrupted`; `.stopped` where a process could not write.
    public func run(
        arguments: (StudyUnit) -> [String], isCancelled: () -> Bool, watch: (Progress) -> Void
    ) throws -> [UnitFailure] {
        var waiting = try plan.units.filter { try !folder.unit($0).isFinished }
        let finished = plan.units.count - waiting.count
        let total = waiting.count
        var running: [(unit: StudyUnit, process: Process)] = []
        defer { for item in running where item.process.isRunning { item.process.terminate() } }
        var failures: [UnitFailure] = []
        while !waiting.isEmpty || !running.isEmpty {
            if isCancelled() {
                for item in running where item.process.isRunning { item.process.terminate() }
                for item in running { item.process.waitUntilExit() }
                throw StudyError.interrupted
            }
            let places = running.indices.filter { !running[$0].process.isRunning }
            for place in places.reversed() {
                let ended = running.remove(at: place)
                if let failure = try failure(of: ended.unit, ended.process) { failures.append(failure) }
            }
            while running.count < jobs, let next = try place(in: waiting, running.map(\.unit), &failures) {
                let unit = waiting.remove(at: next)
                guard !failures.contains(where: { $0.unit == unit.name }) else { continue }
                try folder.unit(unit).removeFailure()
                running.append((unit, try start(arguments(unit))))
            }
            let epochs = try running.reduce(0) { try $0 + folder.unit($1.unit).epochs }
            watch(
                Progress(
                    done: finished + total - waiting.count - running.count, units: plan.units.count, epochs: epochs))
            Thread.sleep(forTimeInterval: 0.1)
        }
        return plan.units.compactMap { unit in failures.first { $0.unit == unit.name } }
    }

    /// The place of the first waiting unit that can begin: one whose needs are finished, or one that can never begin, which
    /// is then a failure.
    private func place(
        in waiting: [StudyUnit], _ running: [StudyUnit], _ failures: inout [UnitFailure]
    ) throws -> Int? {
        for (place, unit) in waiting.enumerated() {
            if let missing = unit.after.first(where: { name in failures.contains { $0.unit == name } }) {
                failures.append(UnitFailure(unit: unit.name, reason: "it needs \(missing), which failed"))
                return place
            }
            let unfinished = (waiting + running).map(\.name)
            if !unit.after.contains(where: unfinished.contains) { return place }
        }
        return nil
    }

    private func start(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        return process
    }

    private func failure(of unit: StudyUnit, _ process: Process) throws -> UnitFailure? {
        let files = try folder.unit(unit)
        if files.isFinished { return nil }
        let status = process.terminationStatus
        guard process.terminationReason == .exit else {
            return UnitFailure(
                unit: unit.name,
                reason: "its process was ended by signal \(status); the same command goes on from there")
        }
        guard status == 1, let text = try? WholeFile.bytes(at: files.failure) else {
            throw StudyError.stopped(unit: unit.name, status: Int(status))
        }
        let reason = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines)
        return UnitFailure(unit: unit.name, reason: reason)
    }
}

extension UnitFolder {
    /// The number of epochs in the unit's history.
    fileprivate var epochs: Int {
        guard let bytes = try? WholeFile.bytes(at: history) else { return 0 }
        return max(bytes.count { $0 == UInt8(ascii: "\n") } - 1, 0)
    }
}
