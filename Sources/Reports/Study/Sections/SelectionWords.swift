extension StudyReport {
    /// When training ended and which epoch’s weights became the model; nil where the run does not record it.
    var selection: String? {
        let settings = run.settings
        guard let stopping = settings["training.earlyStopping"] else { return nil }
        guard hasTuningPart else {
            return "There was no tuning part: training ran to its last epoch, whose weights were kept."
        }
        let end =
            stopping.line == "none"
            ? "Training ran to its last epoch" : "Training stopped early by the tuning part (\(stopping.line))"
        guard settings.text("training.keep") != "last" else {
            return "\(end), and the weights of the last epoch that was trained were kept."
        }
        let metric =
            settings.text("training.earlyStopping.metric") == "auroc" ? "greatest tuning AUROC" : "least tuning loss"
        return "\(end), and the weights of the epoch with the \(metric) were kept."
    }

    /// Whether some of the training part was cut off, or the manifest names samples, to compare epochs by.
    private var hasTuningPart: Bool {
        if (run.settings.text("split.tuning").flatMap(Double.init) ?? 0) > 0 { return true }
        guard let split = run.split, !split.isFolds else { return false }
        return split.rows.contains { $0.places.first == "tuning" }
    }
}
