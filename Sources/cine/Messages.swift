/// What the command says to people: everything goes to standard error, so that standard output stays for results.
struct Messages {
    let isQuiet: Bool

    /// A sentence about what is going on; silent with `--quiet`.
    func say(_ text: String) {
        if !isQuiet { Self.write(text) }
    }

    /// A sentence that a person must see, `--quiet` or not.
    func warn(_ text: String) {
        Self.write("warning: \(text)")
    }

    /// Writes one line to standard error.
    static func write(_ text: String) {
        StandardStreams.tell(text + "\n")
    }
}
