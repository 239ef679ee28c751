import Imaging
import RunFolders
import SystemPackage

/// A synthetic cohort with known truth.
///
/// Scan n depends on the seed, on n and on the scans per patient alone, so a longer cohort begins with a shorter one.
public struct Phantom: Hashable, Codable, Sendable {
    public let kind: PhantomKind
    /// The number of scans.
    public let count: Int
    public let seed: UInt64
    /// How many scans in a row are of one patient and share its anatomy and texture.
    public let scansPerPatient: Int

    /// - Throws: `PhantomError` if a number is below 1.
    public init(kind: PhantomKind, count: Int, seed: UInt64 = 0, scansPerPatient: Int = 1) throws(PhantomError) {
        guard count >= 1 else { throw .count(count) }
        guard scansPerPatient >= 1 else { throw .scansPerPatient(scansPerPatient) }
        self.kind = kind
        self.count = count
        self.seed = seed
        self.scansPerPatient = scansPerPatient
    }

    /// Writes the scans and, last, `labels.csv` into a folder, which is made if it is missing.
    ///
    /// An interrupted call can be made again, and a cohort can be made longer; a folder that holds anything else is refused, and
    /// no file that was there is changed.
    ///
    /// - Parameter written: called after each scan, in order.
    /// - Returns: the rows of `labels.csv`.
    /// - Throws: `PhantomFolderError`; `RunFolderError` if the folder or a file in it cannot be written, `ScanError` if a scan cannot be
    ///   encoded, and what `written` throws.
    @discardableResult
    public func write(
        to folder: FilePath, written: (PhantomTruth) throws -> Void = { _ in }
    ) throws -> [PhantomTruth] {
        let place = try PhantomFolder(folder, count: count)
        var rows: [PhantomTruth] = []
        for n in 0..<count {
            let row = try write(scan: n, to: place)
            rows.append(row)
            try written(row)
        }
        let table = ([PhantomTruth.columns] + rows.map(\.cells)).map(CSVWriter.row).joined()
        try place.write(table: table)
        return rows
    }

    private func write(scan n: Int, to folder: PhantomFolder) throws -> PhantomTruth {
        let stream = PhantomStream(phantom: self)
        let (synthesis, label) = synthesis(ofScan: n)
        let name = synthesis.name(number: n + 1)
        let files: [(path: String, bytes: [UInt8])]
        do {
            files = try synthesis.files(number: n + 1)
        } catch {
            throw ScanError(path: folder.root.appending(name), reason: error)
        }
        if case .frames = synthesis.content { try folder.create(framesOf: name, files.map(\.path)) }
        for file in files { try folder.write(file.bytes, to: file.path) }
        return PhantomTruth(
            path: name, className: kind.classes[label], patient: "patient-\(stream.patient(ofScan: n) + 1)",
            lesion: synthesis.lesion)
    }
}

extension Phantom {
    /// Scan `n`, counted from zero, and its label.
    func synthesis(ofScan n: Int) -> (scan: Synthesis, label: Int) {
        let stream = PhantomStream(phantom: self)
        let label = stream.label(ofScan: n)
        var patient = stream.generator(ofPatient: stream.patient(ofScan: n))
        var scan = stream.generator(ofScan: n)
        switch kind {
        case .trivial:
            return (BlockPhantom(using: &patient).scan(hasBlock: label == 1, using: &scan), label)
        case .random:
            return (BlockPhantom(using: &patient).scan(hasBlock: false, using: &scan), label)
        case .lesionMRI:
            return (HeadPhantom(using: &patient).scan(hasLesion: label == 1, using: &scan), label)
        case .lesionXray:
            let finding = ChestPhantom.Finding(rawValue: label) ?? .clear
            return (ChestPhantom(using: &patient).scan(finding: finding, using: &scan), label)
        case .lesionClip:
            return (ClipPhantom(using: &patient).scan(moves: label == 1, using: &scan), label)
        }
    }
}
