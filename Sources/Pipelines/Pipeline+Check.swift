import Cohorts
import Imaging
import Networks
import Preparation
import SystemPackage
import Training

extension Pipeline {
    /// Refuses what cannot work before any scan is read: impossible settings, settings that contradict each other and
    /// layers that do not fit together.
    ///
    /// Where the input's extents depend on the scans, `check(_:below:)` sees to the layers.
    ///
    /// - Throws: `ConfigurationError` with file, line and column.
    public func check() throws {
        try preparation.validate()
        try augmentation.validate()
        if case .unit(let unit) = training.initial, unit != .previousFold {
            throw places.error(at: [.key("training"), .key("initial")], "\(PipelineError.unknownUnit(unit.name))")
        }
        try checkCombinations()
        try checkKindOfAnswer()
        if let input = fixedInput { try check(input, classes: cohort.labels.isEmpty ? cohort.classes : cohort.labels) }
    }

    /// Refuses layers that do not fit the cohort's classes and inputs, and weights to start from that do not fit the
    /// layers.
    ///
    /// Where frames and size are not named the first readable scan says them: one of the first few is read for that.
    ///
    /// - Parameter folder: what the path of weights to start from is relative to.
    func check(_ cohort: Cohort, below folder: FilePath) throws {
        let imported: ImportedWeights?
        do {
            imported = try training.initial.imported(below: folder)
        } catch {
            throw places.error(at: [.key("training"), .key("initial")], name: "", "\(error)")
        }
        guard let input = networkInput(of: cohort) else { return }
        try check(input, classes: cohort.classes)
        do {
            try imported?.check(fitting: model.weightShapes(for: input))
        } catch let error as WeightFileError {
            throw places.error(at: [.key("training"), .key("initial")], name: "", "\(error)")
        }
    }

    private func check(_ input: InputShape, classes: [String]?) throws {
        do {
            if let classes, classes.count == 1, cohort.labels.isEmpty {
                throw places.error(
                    at: [.key("cohort"), .key("classes")],
                    "there is one class only (\(classes[0])), and what is told apart must be two or more; list them all"
                )
            }
            let answer = try model.answer(for: input)
            try check(answer, reading: input)
            if let classes, answer.classes != classes.count {
                throw places.errorAtEnd(
                    "the network ends in \(answer.classes) outputs but there are \(classes.count) classes "
                        + "(\(classes.joined(separator: ", "))); end with `- {dense: {units: \(classes.count)}}`")
            }
            _ = try model.weightShapes(for: input)
        } catch let error as ArchitectureError {
            throw places.error(error)
        }
        for (place, path) in training.freeze.enumerated() {
            do {
                try model.checkFreezing([path], for: input)
            } catch PlanError.unknownLayer(let path, let known) {
                throw places.error(
                    at: [.key("training"), .key("freeze"), .index(place)],
                    "\(PlanError.unknownLayer(path: path, known: known))")
            } catch {}
        }
        do {
            try model.checkFreezing(training.freeze, for: input)
        } catch {
            throw places.error(at: [.key("training"), .key("freeze")], "\(error)")
        }
    }

    private func checkCombinations() throws(ConfigurationError) {
        try checkFindings()
        try checkFrameLabels()
        try checkPrevalence()
        if !cohort.clinical.isEmpty, !model.readsClinical {
            throw places.error(
                at: [.key("cohort"), .key("clinical")],
                "no layer reads the clinical columns; put `joinClinical` among the model's layers, or leave them out")
        }
        guard training.mix != nil else { return }
        let mix: [PathComponent] = [.key("training"), .key("mix")]
        if preparation.keepsFewerFrames {
            throw places.error(
                at: mix,
                "sequences of different length cannot be mixed; write preparation.frames as a number, or mix: none")
        }
        if !cohort.clinical.isEmpty {
            throw places.error(at: mix, "samples with clinical columns cannot be mixed; write mix: none")
        }
    }

    /// A class that weighs nothing has no share of what the probabilities are right for, unless a calibration undoes the weights.
    private func checkPrevalence() throws(ConfigurationError) {
        guard validation.prevalence != nil,
            validation.calibration == .none || validation.calibration == .temperature,
            case .list(let weights) = training.classWeights, weights.contains(0)
        else { return }
        throw places.error(
            at: [.key("training"), .key("classWeights")],
            "with a weight of 0 no probability can be re-weighted to validation.prevalence; give each class a weight above 0, "
                + "or leave the prevalence out")
    }

    private func checkFindings() throws(ConfigurationError) {
        let loss: [PathComponent] = [.key("training"), .key("loss")]
        guard !cohort.labels.isEmpty else {
            guard training.loss.isOfFindings else { return }
            throw places.error(
                at: loss,
                "binaryCrossEntropy is for findings that do not exclude each other; name their columns with cohort.labels, or "
                    + "write crossEntropy")
        }
        guard case .binaryCrossEntropy(let binary) = training.loss else {
            throw places.error(
                at: loss, "findings that do not exclude each other (cohort.labels) need binaryCrossEntropy")
        }
        if let weights = binary.weights, weights.count != cohort.labels.count {
            throw places.error(
                at: loss,
                "\(weights.count) weights were given for \(cohort.labels.count) labels; give one weight a label")
        }
        let refused: [(key: String, isSet: Bool)] = [
            ("calibration", validation.calibration != .none), ("operatingPoint", validation.operatingPoint != nil),
            ("aggregate", validation.aggregate != nil), ("abstain", validation.abstain != nil),
            ("prevalence", validation.prevalence != nil), ("subgroups", !validation.subgroups.isEmpty),
        ]
        for (key, _) in refused.filter(\.isSet) {
            throw places.error(
                at: [.key("validation"), .key(key)],
                "this is for classes that exclude each other and not possible with cohort.labels; leave it out")
        }
    }

    /// The network's input where it does not depend on the scans: the frames' number and size are named, or the first layer
    /// reads one image only.
    var fixedInput: InputShape? {
        guard let size = preparation.size else { return nil }
        func input(frames: Int) -> InputShape {
            InputShape(
                frames: frames, height: size.height, width: size.width, channels: preparation.channels,
                clinical: clinicalNumbers)
        }
        if let frames = preparation.frames { return input(frames: frames) }
        let first = Architecture(layers: Array(model.layers.prefix(1)))
        let readsOne = (try? first.outputs(for: input(frames: 1))) != nil
        let readsTwo = (try? first.outputs(for: input(frames: 2))) != nil
        return readsOne && !readsTwo ? input(frames: 1) : nil
    }

    /// The network's input; where it depends on the scans, as the first of a few says it that can be read.
    func networkInput(of cohort: Cohort) -> InputShape? {
        if let fixedInput { return fixedInput }
        for sample in cohort.samples.prefix(5) {
            guard let scan = try? ScanReader.read(sample.source), let sequence = try? preparation.prepare(scan) else {
                continue
            }
            var input = InputShape(of: sequence.frames)
            if preparation.keepsFewerFrames, let most = preparation.frames { input.frames = most }
            input.clinical = clinicalNumbers
            return input
        }
        return nil
    }

    /// A z-score and a flag for each clinical column.
    private var clinicalNumbers: Int { ClinicalScaling.count(of: cohort.clinical) }
}
