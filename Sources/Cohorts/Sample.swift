import Imaging

/// One scan with its class and its patient.
public struct Sample: Hashable, Sendable {
    /// A name that no other sample of the cohort has: the path without its extension unless an id column was named.
    public var id: String
    public var source: ScanSource
    /// The path as the manifest gives it, or below the tree's root.
    public var path: String
    /// The index of the class in `Cohort.classes`; of a sample with findings the first that is there, else 0.
    public var label: Int
    /// Whether each of the cohort's classes is there, where they do not exclude each other; else empty.
    public var findings: [Bool]
    /// The labels of the scan's frames, where the cohort has any.
    public var frameLabels: FrameLabels?
    /// The patient, or whatever else groups scans that must not be torn apart.
    public var patient: String
    /// Every column of the sample's row by name; for a class-per-folder tree with parts, `split`.
    public var attributes: [String: String]
    /// The line of the manifest, from 1; nil for trees.
    public var line: Int?

    public init(
        id: String, source: ScanSource, path: String, label: Int, findings: [Bool] = [],
        frameLabels: FrameLabels? = nil, patient: String,
        attributes: [String: String] = [:],
        line: Int? = nil
    ) {
        (self.id, self.source, self.path, self.label) = (id, source, path, label)
        (self.findings, self.frameLabels) = (findings, frameLabels)
        (self.patient, self.attributes, self.line) = (patient, attributes, line)
    }
}
