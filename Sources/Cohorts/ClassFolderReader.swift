import Imaging
import SystemPackage

/// Reads a tree with one folder of scans for each class, which may stand below one folder for each part.
struct ClassFolderReader {
    private let description: CohortDescription
    private let folder: FilePath

    init(_ description: CohortDescription, folder: FilePath) {
        (self.description, self.folder) = (description, folder)
    }

    func cohort() throws(CohortError) -> Cohort {
        let names = try Folder.subfolders(of: folder)
        let cohorts = names.filter { CohortReader.manifest(in: folder.appending($0)) != nil }
        guard cohorts.isEmpty else {
            let list = cohorts.map(\.string).joined(separator: ", ")
            throw .unrecognised(folder, found: "what it holds are cohorts of their own, name one of them: \(list)")
        }
        let parts = names.filter { PartNames.part(named: $0.string) != nil }
        let isParted = !parts.isEmpty && parts.count == names.count
        var read: [ReadSample] = []
        var notes: [String] = []
        for part in isParted ? parts.map(Optional.some) : [nil] {
            let base = part.map { folder.appending($0) } ?? folder
            for name in try Folder.subfolders(of: base) {
                let found = try Folder.scans(below: base.appending(name), frames: description.frames)
                if found.isEmpty {
                    notes.append("the folder \(base.appending(name).printable) holds no scan and is left out")
                }
                for scan in found {
                    var attributes = ["class": name.string]
                    if let part { attributes["split"] = part.string }
                    read.append(
                        ReadSample(
                            source: scan.source, path: path(of: scan), label: name.string, attributes: attributes))
                }
            }
        }
        guard Set(read.map(\.label)).count > 1 else {
            throw .unrecognised(folder, found: "it has \(read.isEmpty ? "no" : "only one") folder with scans in it")
        }
        var filled = description
        filled.group = []
        return try CohortAssembly(
            read: read, description: filled, origin: folder, root: folder,
            recognised: "class-per-folder tree \(folder.printable)" + (isParted ? " in \(parts.count) parts" : ""),
            notes: notes,
            hasPatients: false
        ).cohort()
    }

    private func path(of scan: FoundScan) -> String {
        var path = scan.source.path
        _ = path.removePrefix(folder)
        return path.printable
    }
}
