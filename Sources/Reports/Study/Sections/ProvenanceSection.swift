extension StudyReport {
    /// With what the run was made, and the hashes by which its files are known again.
    var provenance: Page.Section {
        var content: [HTML] = []
        if let environment = run.environment {
            let facts: [(String, String?)] = [
                ("Cine", environment.cine), ("Engine", environment.engine),
                ("Instruction set", environment.instructionSet), ("Operating system", environment.operatingSystem),
                ("Threads", environment.threads.map(String.init)), ("Seed", environment.seed.map(String.init)),
                ("Started", environment.started),
                ("Command", environment.commandLine.map { $0.map(Self.quoted).joined(separator: " ") }),
                ("Training and tuning", run.timing.map { "\(Figures.fixed($0.seconds, 1)) s" }),
                ("Greatest memory", run.timing.map { "\(Figures.plain($0.peakMebibytes)) MiB" }),
                ("Source of the data", run.settings.text("source")),
                ("Licence of the data", run.settings.text("licence")),
                ("Intended use", run.settings.text("intendedUse")),
            ]
            content.append(
                .table(
                    "Versions, seed and command", style: "facts", columns: ["What", "Recorded"],
                    rows: facts.map { [.text($0), .text($1 ?? "not recorded")] }))
        } else {
            content.append(.note("environment.json is not there, so versions, seed and command are unknown."))
        }
        content.append(
            .table(
                "SHA-256 hashes of the run’s files", style: "facts", columns: ["File", "Hash"],
                rows: run.hashes.map { file, hash in
                    [.text(file), HTML.Cell([.element("code", hash)], [.class("words")])]
                }))
        content.append(
            .note(
                "cohort.csv holds the hash of each scan’s file, pipeline.yaml every setting with its default written out."
            ))
        content.append(
            .element(
                "details", [], [.element("summary", "pipeline.yaml"), .element("pre", run.settings.source)]))
        return Page.Section(id: "provenance", heading: "Provenance", content: content)
    }

    /// An argument as a shell would need it.
    private static func quoted(_ argument: String) -> String {
        let isPlain = argument.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_./=:,+@%".unicodeScalars.contains($0)
        }
        return isPlain && !argument.isEmpty ? argument : "'" + argument.replacing("'", with: "'\\''") + "'"
    }
}
