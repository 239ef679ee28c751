import SystemPackage

/// A scan that `ScanFinder` came upon.
public struct FoundScan: Hashable, Sendable {
    public var source: ScanSource
    /// The searched path below which it lies (the file's own folder if the file itself was named).
    public var root: FilePath
    /// A name that no other scan of the same search has: the path below `root` without its extension; two that
    /// would be alike keep their extensions.
    public var name: String
    /// Why it cannot be a scan although it looks like one (a FIFO named `a.png`); nil for what may be read.
    public var problem: ScanError?

    public init(source: ScanSource, root: FilePath, name: String, problem: ScanError? = nil) {
        (self.source, self.root, self.name, self.problem) = (source, root, name, problem)
    }
}
