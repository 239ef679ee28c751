extension ExplanationPage {
    /// The reader's own judgement, which the page keeps nowhere unless it is saved.
    var reader: Page.Section {
        let choices = [("agree", "I agree"), ("disagree", "I disagree"), ("undecided", "I cannot tell")]
        let radios = choices.map { value, words in
            HTML.element(
                "label", [],
                [
                    .element(
                        "input",
                        [
                            .init(name: "type", value: "radio"), .init(name: "name", value: "judgement"),
                            .init(name: "value", value: value),
                        ]), .text(" \(words)"),
                ])
        }
        return Page.Section(
            id: "reader", heading: "Reader’s judgement",
            content: [
                .element(
                    "div", [.class("reader")],
                    [
                        .element("fieldset", [], [.element("legend", "With the model’s answer")] + radios),
                        .element(
                            "label", [],
                            [
                                .text("Comment"),
                                .element(
                                    "textarea",
                                    [
                                        .id("comment"), .init(name: "rows", value: "4"),
                                        .init(name: "maxlength", value: "4000"),
                                    ], ""),
                            ]),
                        .element(
                            "label", [],
                            [
                                .text("Reader "),
                                .element(
                                    "input",
                                    [
                                        .init(name: "type", value: "text"), .id("reader-name"),
                                        .init(name: "maxlength", value: "80"),
                                    ]),
                            ]),
                        .element(
                            "div", [.class("buttons")],
                            [.element("button", [.init(name: "type", value: "button"), .id("save")], "Save as JSON")]),
                        .element("p", [.id("saved"), .class("small-print"), .init(name: "role", value: "status")], ""),
                    ]),
                .note("Nothing is sent anywhere: the judgement is lost with this page unless it is saved."),
            ])
    }
}
