import SystemPackage

/// Why a study cannot be run or put together.
public enum StudyError: Error, Hashable, Sendable {
    /// The name of a unit cannot be that of a folder.
    case badUnitName(String)
    /// A file of a finished unit does not hold what it should.
    case damagedUnit(FilePath, problem: String)
    /// Calibration and operating point need a tuning part, and none is cut off.
    case noTuningPart(what: String)
    /// Figures per patient need one label a patient.
    case mixedPatient(String, first: String, second: String)
    /// The caller asked to stop; the units' states are saved.
    case interrupted
    /// The process of a unit could not do its work, for a reason that concerns all units.
    case stopped(unit: String, status: Int)
    /// The run folder's plan has no unit of that name.
    case unknownUnit(String, plan: FilePath)
    /// An operating point decides between two classes.
    case operatingPointNeedsTwoClasses(Int)
    /// A prevalence is that of one class of two.
    case prevalenceNeedsTwoClasses(Int)
    /// Platt scaling is a curve of one class of two.
    case plattNeedsTwoClasses(Int)
    /// Folds, repeats and seeds make more trainings than can be meant.
    case tooManyUnits(Int, limit: Int)
    /// The folds' models are more than one file holds.
    case tooManyMembers(Int, limit: Int)
}

extension StudyError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .badUnitName(let name): "“\(name)” cannot be the name of a unit's folder; rename the arm"
        case .damagedUnit(let path, let problem):
            "\(path) is damaged: \(problem); remove the unit's folder, and give the same command again"
        case .noTuningPart(let what):
            "\(what) is fitted on the tuning part, and there is none; set split.tuning, for instance to 0.15"
        case .mixedPatient(let patient, let first, let second):
            "patient “\(patient)” has scans of class “\(first)” and of class “\(second)”, so that there is no figure per "
                + "patient; correct the labels, or leave validation.aggregate out"
        case .interrupted: "interrupted; the same command goes on from there"
        case .stopped(let unit, let status):
            "the process of \(unit) ended with status \(status), for the reason above; the same command goes on from there"
        case .unknownUnit(let name, let plan): "\(plan) has no unit “\(name)”"
        case .operatingPointNeedsTwoClasses(let count):
            "validation.operatingPoint decides between two classes, but there are \(count); leave it out"
        case .prevalenceNeedsTwoClasses(let count):
            "validation.prevalence is that of the positive class of two, but there are \(count); leave it out"
        case .plattNeedsTwoClasses(let count):
            "validation.calibration: platt is for two classes, but there are \(count); write temperature, isotonic or vector"
        case .tooManyUnits(let count, let limit):
            "folds, repeats, seeds and permutations make \(count) trainings, more than \(limit); ask for fewer"
        case .tooManyMembers(let count, let limit):
            "folds, repeats and seeds make \(count) models, but an ensemble has \(limit) members at most; ask for fewer"
        }
    }
}
