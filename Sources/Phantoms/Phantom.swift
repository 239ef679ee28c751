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

    /// Writes the scans, of clips `frame-labels.csv` and, last, `labels.csv` into a folder, which is made if it is missing.
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
        let place = try PhantomFolder(
            folder, count: count, tables: kind == .lesionClip ? [Self.table, Self.frameTable] : [Self.table])
        if let first = place.firstScan { try place.check(try files(ofScan: first - 1, in: place).files) }
        var rows: [PhantomTruth] = []
        for n in 0..<count {
            let row = try write(scan: n, to: place)
            rows.append(row)
            try written(row)
        }
        let table = ([PhantomTruth.columns] + rows.map(\.cells)).map(CSVWriter.row).joined()
        if let frames = frameLabels(of: rows) { try place.write(table: frames, named: Self.frameTable) }
        try place.write(table: table, named: Self.table)
        return rows
    }

    private static let (table, frameTable) = ("labels.csv", "frame-labels.csv")

    private func write(scan n: Int, to folder: PhantomFolder) throws -> PhantomTruth {
        let (truth, files, isClip) = try files(ofScan: n, in: folder)
        if isClip { try folder.create(framesOf: truth.path, files.map(\.path)) }
        for file in files { try folder.write(file.bytes, to: file.path) }
        return truth
    }

    /// The files of scan `n`, counted from zero, each with its path relative to the folder, and what is known about it.
    private func files(
        ofScan n: Int, in folder: PhantomFolder
    ) throws -> (truth: PhantomTruth, files: [(path: String, bytes: [UInt8])], isClip: Bool) {
        let stream = PhantomStream(phantom: self)
        let (synthesis, label) = synthesis(ofScan: n)
        let name = synthesis.name(number: n + 1)
        let truth = PhantomTruth(
            path: name, className: kind.classes[label], patient: "patient-\(stream.patient(ofScan: n) + 1)",
            lesion: synthesis.lesion)
        var isClip = false
        if case .frames = synthesis.content { isClip = true }
        do {
            return (truth, try synthesis.files(number: n + 1), isClip)
        } catch {
            throw ScanError(path: folder.root.appending(name), reason: error)
        }
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
