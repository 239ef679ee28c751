import RunFolders
import SystemPackage
import Training

/// Runs the units of a plan one after another, each at most once.
///
/// A unit is finished when its model stands in its folder, for that is written last. What is finished is passed over, so
/// that the same study goes on where it was killed. A unit that fails leaves its reason in its folder and the others go on;
/// the next run tries it again.
public struct StudyRunner {
    public let plan: StudyPlan
    public let folder: RunFolder
    /// How long a unit is waited for that another process still writes: one whose study was killed saves its state and ends.
    let patience: Duration

    public init(_ plan: StudyPlan, in folder: RunFolder, patience: Duration = .seconds(120)) {
        self.plan = plan
        self.folder = folder
        self.patience = patience
    }

    /// Runs what is missing.
    ///
    /// - Parameters:
    ///   - isCancelled: asked while a unit is waited for; a yes throws `StudyError.interrupted`.
    ///   - begin: told the place of each unit in the plan before it begins.
    ///   - work: does a unit in its folder, which exists, and writes its model last.
    /// - Returns: the units that failed, with their reasons.
    /// - Throws: what concerns all units: an interruption, and output that cannot be written.
    public func run(
        isCancelled: () -> Bool = { false }, begin: (Int) -> Void = { _ in },
        work: (StudyUnit, UnitFolder) throws -> Void
    ) throws -> [UnitFailure] {
        var failures: [UnitFailure] = []
        for (place, unit) in plan.units.enumerated() {
            begin(place)
            let files = try folder.unit(unit)
            guard !files.isFinished else {
                try files.clean()
                continue
            }
            try files.create()
            guard let lock = try RunFolder(files.root).lock(waiting: patience, isCancelled: isCancelled) else {
                throw StudyError.interrupted
            }
            defer { withExtendedLifetime(lock) {} }
            // The process that was waited for may have finished it.
            guard !files.isFinished else {
                try files.clean()
                continue
            }
            try files.removeFailure()
            if let missing = unit.after.first(where: { name in failures.contains { $0.unit == name } }) {
                failures.append(try record(UnitFailure(unit: unit.name, reason: "it needs \(missing), which failed")))
                continue
            }
            do {
                try work(unit, files)
                try files.clean()
            } catch {
                guard Self.concernsOneUnit(error) else { throw error }
                failures.append(try record(UnitFailure(unit: unit.name, reason: "\(error)")))
            }
        }
        return failures
    }

    private func record(_ failure: UnitFailure) throws -> UnitFailure {
        guard let name = FilePath.Component(failure.unit) else { throw StudyError.badUnitName(failure.unit) }
        try AtomicFile.write(failure.reason + "\n", to: folder.unit(name).failure)
        return failure
    }

    private static func concernsOneUnit(_ error: any Error) -> Bool {
        switch error {
        case TrainingError.interrupted, TrainingError.output, is RunFolderError, is StudyError: false
        default: true
        }
    }
}

/// A unit that could not be finished, and why.
public struct UnitFailure: Hashable, Codable, Sendable {
    public var unit: String
    public var reason: String

    public init(unit: String, reason: String) {
        self.unit = unit
        self.reason = reason
    }
}

extension RunFolder {
    /// The files of a unit of a plan.
    public func unit(_ unit: StudyUnit) throws(StudyError) -> UnitFolder {
        guard let name = FilePath.Component(unit.name), name.kind == .regular else { throw .badUnitName(unit.name) }
        return self.unit(name)
    }
}

extension UnitFolder {
    /// Removes what only an unfinished unit needs.
    fileprivate func clean() throws(RunFolderError) {
        try removeFailure()
        try removeCheckpoints()
    }

    /// Whether the unit's last file stands under its final name.
    public var isFinished: Bool { (try? Stat(model).type) == .regular }
}
