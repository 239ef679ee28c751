import Designs
import Networks

/// An arm with its pipeline: what is trained, and what it changes.
struct AblationArm: Sendable {
    /// The pipeline as it stands in the file.
    static let baseline = "baseline"

    var name: String
    var pipeline: Pipeline
    /// What differs from the baseline, in words.
    var changes: String
    var control: AblationControl?
    /// The arm that is the same pipeline and whose units are this one's, too.
    var sameAs: String?
    /// Why it cannot be trained, which a chain finds out on its way; nil otherwise.
    var problem: String?

    var permutesLabels: Bool { control == .labelPermutation }
    /// The arm whose units judge this one.
    var trained: String { sameAs ?? name }
}

/// Makes arms of descriptions: applies edits, decodes, checks, and finds arms that are the same.
struct ArmMaker {
    let source: PipelineSource
    let base: Pipeline
    private var known: [(text: String, permutes: Bool, name: String)] = []
    private var names: Set<String> = []

    /// The most bytes of an arm's name: with repeat, fold and seed it must be the name of a folder.
    private static let nameLimit = 180

    init(_ source: PipelineSource) throws {
        self.source = source
        base = try source.pipeline()
    }

    /// The baseline.
    mutating func baseline() throws -> AblationArm {
        try remembered(AblationArm(name: AblationArm.baseline, pipeline: base, changes: "the pipeline as it is"))
    }

    /// An arm with some changes.
    ///
    /// - Throws: `AblationError` or `ConfigurationError`, which name the arm.
    mutating func arm(_ name: String, _ edits: [NodeEdit], origin: ConfigurationOrigin) throws -> AblationArm {
        guard !names.contains(name) else { throw AblationError.repeatedName(name, origin) }
        let pipeline: Pipeline
        do {
            pipeline = try source.pipeline(of: source.root(after: edits))
        } catch {
            throw AblationError.arm(name, problem: "\(error)")
        }
        return try remembered(
            checked(AblationArm(name: name, pipeline: pipeline, changes: edits.map(\.words).joined(separator: "; "))))
    }

    mutating func control(_ control: AblationControl, origin: ConfigurationOrigin) throws -> AblationArm {
        guard !names.contains(control.rawValue) else { throw AblationError.repeatedName(control.rawValue, origin) }
        let pipeline = try source.pipeline(of: control.applied(to: source))
        return try remembered(
            checked(
                AblationArm(
                    name: control.rawValue, pipeline: pipeline, changes: control.words, control: control)))
    }

    /// Refuses what cannot be compared or compiled.
    private func checked(_ arm: AblationArm) throws -> AblationArm {
        let (one, other) = (arm.pipeline, base)
        var validation = one.validation
        (validation.calibration, validation.operatingPoint) = (
            other.validation.calibration, other.validation.operatingPoint
        )
        let shared: [(String, Bool)] = [
            ("cohort", one.cohort == other.cohort), ("split", one.split == other.split),
            ("data", one.data == other.data), ("training.seed", one.training.seed == other.training.seed),
            ("validation", validation == other.validation),
        ]
        if let changed = shared.first(where: { !$0.1 }) {
            throw AblationError.shared(arm: arm.name, key: changed.0)
        }
        guard arm.name.utf8.count <= Self.nameLimit else {
            throw AblationError.arm(
                arm.name,
                problem: "its name has more than \(Self.nameLimit) bytes; give factors and levels shorter names")
        }
        do {
            if case .unit = one.training.initial { throw PipelineError.noPreviousFold }
            try one.check()
        } catch {
            throw AblationError.arm(arm.name, problem: "\(error)")
        }
        return arm
    }

    /// The arm, which is the same as an earlier one where their pipelines are equal.
    private mutating func remembered(_ arm: AblationArm) throws -> AblationArm {
        var arm = arm
        names.insert(arm.name)
        let text = try arm.pipeline.resolvedYAML()
        if let twin = known.first(where: { $0.text == text && $0.permutes == arm.permutesLabels }) {
            arm.sameAs = twin.name
        } else {
            known.append((text, arm.permutesLabels, arm.name))
        }
        return arm
    }
}

extension AblationDescription {
    /// The arms that do not depend on results: the baseline, named arms, those of the design and controls.
    func fixedArms(_ maker: inout ArmMaker) throws -> [AblationArm] {
        var made = [try maker.baseline()]
        for arm in arms { made.append(try maker.arm(arm.name, arm.edits, origin: arm.origin)) }
        for run in try designRuns() {
            let levels = zip(factors, run).filter { $0.1 > 0 }.map { ($0.0, $0.0.levels[$0.1 - 1]) }
            guard let first = levels.first else { continue }
            let name = levels.map { "\($0.0.name)=\($0.1.name)" }.joined(separator: "+")
            made.append(try maker.arm(name, levels.flatMap(\.1.edits), origin: first.1.origin))
        }
        for (control, origin) in controls { made.append(try maker.control(control, origin: origin)) }
        return made
    }

    private func designRuns() throws(SearchError) -> [[Int]] {
        guard !factors.isEmpty else { return [] }
        let levels = factors.map { $0.levels.count + 1 }
        return switch design {
        case .oneFactor: try FactorialDesign.oneFactor(levels: levels).runs
        case .factorial: try FactorialDesign.full(levels: levels).runs
        case .fractional(let generators):
            try FactorialDesign.fractional(levels: levels, generators: generators).runs
        case .chain: []
        }
    }
}

extension NodeEdit {
    /// The change in words, as in `model.lstm.units: 64`.
    var words: String {
        switch action {
        case .set(let value): "\(path.text): \(value.line)"
        case .remove: "without \(path.text)"
        case .insertBefore(let layers): "before \(path.text): \(layers.map(\.line).joined(separator: ", "))"
        case .repeated(let count, _): "\(path.text) \(count) times"
        case .insertAfter(let layers): "after \(path.text): \(layers.map(\.line).joined(separator: ", "))"
        }
    }
}
