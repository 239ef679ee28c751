/// Why an ablation cannot be begun.
enum AblationError: Error {
    /// A control that has nothing to change in this pipeline.
    case control(AblationControl, problem: String)
    /// An arm whose pipeline cannot be read or trained.
    case arm(String, problem: String)
    /// An arm changes what all arms share.
    case shared(arm: String, key: String)
    case repeatedName(String, ConfigurationOrigin)
    /// A chain chooses on tuning parts.
    case noTuningPart
    /// A chain chooses by the loss, and a level has a loss of its own.
    case otherLoss(arm: String)
    case unknownArm(String)
}

extension AblationError: CustomStringConvertible {
    var description: String {
        switch self {
        case .control(let control, let problem): "the control \(control.rawValue) cannot be made: \(problem)"
        case .arm(let name, let problem): "the arm “\(name)” cannot be trained: \(problem)"
        case .shared(let arm, let key):
            "the arm “\(arm)” changes \(key), which all arms share, so that they can be compared; leave it out, or run "
                + "an ablation of its own"
        case .repeatedName(let name, let origin):
            "\(origin): an arm “\(name)” is there already; give this one another name"
        case .noTuningPart:
            "a chain chooses on the tuning parts, and there are none; set split.tuning, for instance to 0.15"
        case .otherLoss(let arm):
            "“\(arm)” changes the loss, so that losses cannot be compared with it; set ablation.select to auroc"
        case .unknownArm(let name): "the run folder has no arm “\(name)”"
        }
    }
}
