extension Sample {
    /// The classes that the sample belongs to, by number: one, or of findings that do not exclude each other any number.
    public var classes: [Int] { findings.isEmpty ? [label] : findings.indices.filter { findings[$0] } }

    /// Whether the sample belongs to a class.
    public func belongs(to label: Int) -> Bool {
        findings.isEmpty ? self.label == label : findings.indices.contains(label) && findings[label]
    }
}

extension Cohort {
    /// Whether a sample may belong to several classes, or to none.
    public var hasFindings: Bool { !description.labels.isEmpty }

    /// The name of a sample's class; of several their names joined by `+`, `none` for none.
    public func className(of sample: Sample) -> String { Self.name(of: sample.classes.map { classes[$0] }) }

    /// Several findings as one word: their names joined by `+`, `none` for none.
    public static func name(of findings: [String]) -> String {
        findings.isEmpty ? "none" : findings.joined(separator: "+")
    }
}
