extension ExplanationPage {
    var model: Page.Section {
        section("model", "The model", explanation.model, missing: "The model file says nothing of itself.")
    }

    var provenance: Page.Section {
        section("provenance", "Provenance", explanation.provenance, missing: "No provenance was recorded.")
    }

    private func section(
        _ id: String, _ heading: String, _ facts: [ScanExplanation.Fact], missing: String
    ) -> Page.Section {
        Page.Section(
            id: id, heading: heading,
            content: [
                facts.isEmpty
                    ? .note(missing)
                    : .table(
                        heading, style: "facts", columns: ["What", "Recorded"],
                        rows: facts.map { [.text($0.name), .text($0.value)] })
            ])
    }
}
