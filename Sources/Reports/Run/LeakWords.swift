/// How a study says that leaks were accepted.
enum LeakWords {
    /// The sentence that comes first; nil without leaks.
    static func sentence(_ leaks: [String: Int]?) -> String? {
        guard let leaks, !leaks.isEmpty else { return nil }
        let kinds = leaks.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        return
            "Leaks between the parts were accepted: \(kinds). What is judged was partly learnt, so that every figure here is "
            + "too good to an unknown extent."
    }
}
