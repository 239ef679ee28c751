/// An item of a list of what a study must report.
struct ChecklistItem {
    /// As published, such as “12c”.
    var number: String
    /// What is to be reported, in short words.
    var text: String

    init(_ number: String, _ text: String) {
        (self.number, self.text) = (number, text)
    }
}
