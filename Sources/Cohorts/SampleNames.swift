import SystemPackage

/// How samples are named after their paths.
enum SampleNames {
    /// The paths without the extensions of scans; those that would be alike keep theirs.
    static func names(for paths: [String]) -> [String] {
        let short = paths.map(withoutExtension)
        let counts = Dictionary(short.map { ($0, 1) }, uniquingKeysWith: +)
        return zip(paths, short).map { path, name in counts[name] == 1 ? name : path }
    }

    private static func withoutExtension(_ path: String) -> String {
        let lowercased = path.lowercased()
        for ending in [".nii.gz", ".nii", ".hdr", ".img", ".png", ".jpg", ".jpeg"]
        where lowercased.hasSuffix(ending) && !lowercased.hasSuffix("/" + ending) && lowercased != ending {
            return String(path.dropLast(ending.count))
        }
        return path
    }
}
