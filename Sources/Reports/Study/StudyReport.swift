import RunFolders

/// The report of a training or a cross-validation: what was asked of the data, what came out and how sure it is.
///
/// It follows from the run folder's files alone; equal folders give equal bytes.
public struct StudyReport {
    let run: RunRecord

    /// Reads a run folder.
    ///
    /// - Throws: `ReportError`, or `CohortError` for a damaged table; `RunFolderError` where reading fails.
    public init(of folder: RunFolder) throws {
        run = try RunRecord(folder)
    }

    /// The samples whose wrong decisions the page shows, as `predictions.csv` spells them, the worst first.
    public var worstErrors: [String] { run.predictions?.errors.prefix(Self.errorLimit).map(\.sample) ?? [] }

    /// The page, self-contained.
    public var html: String {
        Page(
            title: run.isValidation ? "Cross-validation report" : "Training report",
            subtitle: run.settings.text("description") ?? "The pipeline has no description.",
            sections: [
                summary, methods, cohort, performance, comparison, curves, confusion, subgroups, use, training, errors,
                gaps,
                provenance, checklist,
            ].compactMap { $0 }
        ).text
    }

    /// Writes `report.html` into the run folder that it is about: a training's, a validation's, an ablation's or
    /// a search's.
    public static func write(in folder: RunFolder) throws {
        if let page = try AblationPage(in: folder) { return try AtomicFile.write(page.html, to: folder.report) }
        if let page = try ReplayPage(in: folder) { return try AtomicFile.write(page.html, to: folder.report) }
        if let page = try SearchPage(in: folder) { return try AtomicFile.write(page.html, to: folder.report) }
        try AtomicFile.write(StudyReport(of: folder).html, to: folder.report)
    }
}
