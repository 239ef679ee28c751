import Imaging
import SystemPackage

/// Nothing that was named is a scan.
struct NoScans: Error, CustomStringConvertible {
    /// What was searched.
    var paths: [FilePath]

    var description: String {
        guard let first = paths.first else { return "no scan was found: the list names none" }
        let others = paths.count > 1 ? " or \(paths.count - 1) more" : ""
        return
            "no scan was found in \(first.printable)\(others); looked for PNG, JPEG and NIfTI files (.png, .jpg, .jpeg, .nii, "
            + ".nii.gz, .hdr with .img), by their ending or content; correct the path"
    }
}
