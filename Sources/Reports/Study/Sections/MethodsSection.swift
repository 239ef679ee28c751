import Cohorts

extension StudyReport {
    /// What was asked of the data, in words.
    var methods: Page.Section {
        var content = [HTML.paragraph(methodsSentences.joined(separator: " "))]
        if let layers = run.settings["model"], case .list(let list) = layers {
            content += [.heading("The network, layer by layer"), Self.layers(list)]
        }
        return Page.Section(id: "methods", heading: "What was asked of the data", content: content)
    }

    /// The methods as sentences, each from the values that the run recorded.
    private var methodsSentences: [String] {
        [
            cohortSentence, splitSentence, leftOutSentence, preparationSentence, networkSentence, trainingSentence,
            selection,
            judgementSentence,
        ].compactMap { $0 }
    }

    private var cohortSentence: String? {
        guard let cohort = run.cohort else { return nil }
        let patients = Set(cohort.map(\.patient)).count
        let grouping =
            run.settings.texts("cohort.group").isEmpty
            ? "; no column names the patients, so each scan counts as a patient of its own" : ""
        return
            "The cohort holds \(Figures.count(cohort.count, "scan")) of \(Figures.count(patients, "patient"))\(grouping). "
            + "The classes are \(Self.words(run.classes))"
            + (run.positiveClass.map { "; “\($0)” is the positive one." } ?? ".")
    }

    private var splitSentence: String? {
        let settings = run.settings
        let tuning = settings.text("split.tuning").flatMap(Double.init) ?? 0
        let byScan = run.isValidation && settings.text("validation.deal") == "scans"
        let cut =
            tuning > 0
            ? " Of each training part \(Self.percent(tuning)) were cut off, \(byScan ? "scan by scan" : "patient by patient"), "
                + "for tuning." : ""
        if run.isValidation { return "They were cross-validated with \(foldWords(byScan))" + cut }
        if let share = settings.text("split.holdOut").flatMap(Double.init) {
            return "\(Self.percent(share)) of the patients were held out and judged once, at the end." + cut
        }
        if let folds = settings.text("split.folds"), let fold = settings.text("split.fold") {
            return "Fold \(fold) of \(folds) (counted from 0) was held out and judged once, at the end." + cut
        }
        return settings.text("split.column").map {
            "The column “\($0)” of the manifest says who learns and who is judged." + cut
        }
    }

    private var leftOutSentence: String? {
        let count = run.split?.rows.count { $0.places.first == Split.leftOutWord } ?? 0
        guard count > 0 else { return nil }
        return
            "\(Figures.count(count, "scan")) \(count == 1 ? "was" : "were") left out of learning: "
            + "\(count == 1 ? "it equals, or nearly equals, a scan" : "they equal, or nearly equal, scans") of a part that the "
            + "manifest fixes and that is judged."
    }

    /// What the folds are, and who judges them.
    private func foldWords(_ byScan: Bool) -> String {
        let settings = run.settings
        let judged = "; each scan is judged by a model that learnt from the other folds."
        if let column = settings.text("validation.column") {
            return "the values of the column “\(column)” as folds, whoever the patients are\(judged)"
        }
        let stratified =
            settings.text("validation.stratify") == "false" ? "" : " and each fold holds its share of each class"
        let repeats = settings.text("validation.repeats").flatMap(Int.init) ?? 1
        return "\(settings.text("validation.folds") ?? "several") folds: "
            + (byScan ? "scans were dealt out one by one, whoever their patients are," : "patients stay whole")
            + stratified + judged
            + (repeats > 1 ? " The \(byScan ? "scans" : "patients") were dealt out \(repeats) times." : "")
    }

    private var preparationSentence: String? {
        let settings = run.settings
        guard settings["preparation"] != nil else { return nil }
        let size = settings.texts("preparation.size").joined(separator: " × ")
        var parts: [String] = []
        if let spacing = settings["preparation.spacing"] {
            parts.append("resampled to a spacing of \(spacing.line) mm")
        }
        if let frames = settings.text("preparation.frames") { parts.append("read as \(frames) frames") }
        if let most = settings.text("preparation.frames.max") { parts.append("read as at most \(most) frames") }
        if !size.isEmpty { parts.append("brought to \(size) pixels") }
        if let window = settings["preparation.window"] { parts.append("windowed (\(window.line))") }
        if let normalise = settings.text("preparation.normalise") { parts.append("normalised (\(normalise))") }
        let augmentation = settings["augmentation"].map { " While training, they were varied: \($0.line)." } ?? ""
        return parts.isEmpty ? nil : "Scans were \(Self.words(parts)).\(augmentation)"
    }

    private var networkSentence: String? {
        guard let network = run.network else { return nil }
        return "The network has \(Figures.grouped(network.parameters)) parameters"
            + (network.statistics > 0
                ? " and \(Figures.grouped(network.statistics)) running statistics of batch normalization." : ".")
    }

    private var trainingSentence: String? {
        let settings = run.settings
        guard let epochs = settings.text("training.epochs") else { return nil }
        var sentence = "It was trained for at most \(epochs) epochs"
        if let batch = settings.text("training.batch") { sentence += " in batches of \(batch)" }
        if let optimizer = settings["training.optimizer"]?.choice {
            sentence += " with \(optimizer.name)" + (optimizer.settings.map { " (\($0.line))" } ?? "")
        }
        if let schedule = settings["training.schedule"]?.choice, schedule.name != "none" {
            sentence += ", learning-rate schedule \(schedule.name)" + (schedule.settings.map { " (\($0.line))" } ?? "")
        }
        if let weights = settings.text("training.classWeights"), weights != "none" {
            sentence += ", with \(weights) class weights"
        }
        if let initial = settings["training.initial"] {
            sentence +=
                initial.line == "fresh" ? ", from random weights" : ", beginning with the weights of \(initial.line)"
        }
        return sentence + "."
    }

    private var judgementSentence: String {
        let settings = run.settings
        let calibration = settings.text("validation.calibration") ?? "none"
        let point = settings["validation.operatingPoint"].map { "by the rule \($0.line), fitted on the tuning part" }
        return
            "Probabilities are \(calibration == "none" ? "the network’s own" : "calibrated (\(calibration)) on the tuning part"); "
            + "the decision is \(point ?? "the most probable class"). Intervals are 95 % percentiles of 1,000 resamples of the patients."
    }

    /// Layers as a list in a list.
    private static func layers(_ list: [RunSettings.Value]) -> HTML {
        .element(
            "ol", [],
            list.map { layer in
                guard let (name, settings) = layer.choice else { return .element("li", layer.line) }
                guard case .map(let entries)? = settings else {
                    return .element("li", name + (settings.map { ": \($0.line)" } ?? ""))
                }
                let plain = entries.filter { $0.key != "layers" }
                let nested = entries.first { $0.key == "layers" }?.value
                var content = [HTML.text(plain.isEmpty ? name : "\(name): \(RunSettings.Value.map(plain).line)")]
                if case .list(let inner)? = nested { content.append(layers(inner)) }
                return .element("li", [], content)
            })
    }

    static func percent(_ share: Double) -> String { "\(Figures.plain(share * 100)) %" }

    /// “a, b and c”.
    static func words(_ list: [String]) -> String {
        guard let last = list.last, list.count > 1 else { return list.first ?? "not recorded" }
        return list.dropLast().joined(separator: ", ") + " and " + last
    }
}
