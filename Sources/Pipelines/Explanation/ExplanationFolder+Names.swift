import Foundation
import RunFolders
import Saliency
import SystemPackage

extension ExplanationFolder {
    /// One scan's folder; it lies below `root` and in no file's place, whatever the scan's name.
    public func folder(of sample: String) -> FilePath { root.pushing(FilePath(Self.place(of: sample))) }

    /// The page's path relative to the list.
    func link(to sample: String) -> String { "\(Self.place(of: sample))/report.html" }

    /// The scan's name as a path: a component that is `.`, `..` or the name of a file that Cine writes gets a `~` behind it, and
    /// so does what would be taken for such a one.
    private static func place(of sample: String) -> String {
        let components = sample.split(separator: "/", omittingEmptySubsequences: false).map { component in
            let plain = String(component.reversed().drop { $0 == "~" }.reversed())
            return isTaken(plain) ? "\(component)~" : String(component)
        }
        return components.joined(separator: "/")
    }

    private static func isTaken(_ name: String) -> Bool {
        ["", ".", "..", "index.html", ".lock"].contains(name) || isOfScan(name)
    }

    /// Whether a file of that name belongs to a scan's explanation.
    private static func isOfScan(_ name: String) -> Bool {
        if ["report.html", "saliency.json", "index-entry.json"].contains(name) { return true }
        return SaliencyMethod.allCases.contains { method in
            guard name.hasPrefix(method.rawValue) else { return false }
            let rest = name.dropFirst(method.rawValue.count)
            return rest == ".nii.gz" || rest.hasPrefix("-") && rest.hasSuffix(".png")
        }
    }

    /// Removes what an earlier explanation left of a scan, so that nothing of it stands beside what is made now.
    func clear(_ sample: String) throws(RunFolderError) {
        try RunFolder(folder(of: sample)).removeFiles(where: Self.isOfScan)
    }
}
