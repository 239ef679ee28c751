import Foundation
import RunFolders
import SystemPackage

/// The folder of a synthetic cohort, in which nothing that is there already is changed: whose truth it tells would be lost.
struct PhantomFolder {
    let root: FilePath
    /// What lies in the folder by the names without endings; hidden files are passed over.
    private let names: [String: [String]]

    /// Makes the folder where it is missing.
    ///
    /// - Parameter tables: the names of the tables that the cohort has.
    /// - Throws: `PhantomFolderError.foreign` where something lies in it that no cohort of `count` scans has; `RunFolderError`.
    init(_ root: FilePath, count: Int, tables: [String]) throws {
        self.root = root
        try RunFolder(root).create()
        let found = try FolderListing.names(in: root).map(\.string).filter { !$0.hasPrefix(".") }.sorted()
        for name in found where !tables.contains(name) {
            guard let number = Self.number(of: name), number <= count else {
                throw PhantomFolderError.foreign(root.appending(name), count: count)
            }
        }
        names = Dictionary(grouping: found, by: Self.stem)
    }

    private static func stem(_ name: String) -> String { String(name.prefix { $0 != "." }) }

    /// The number of the scan that a name is of.
    private static func number(of name: String) -> Int? {
        let stem = stem(name)
        return stem.hasPrefix("scan-") ? Int(stem.dropFirst("scan-".count)).flatMap { $0 > 0 ? $0 : nil } : nil
    }
}

extension PhantomFolder {
    /// The number, from 1, of the first scan that lies in the folder; nil where there is none.
    var firstScan: Int? { names.keys.compactMap(Self.number).min() }

    /// Looks whether the files of a scan that are there hold what they should, before anything is written.
    ///
    /// - Throws: `PhantomFolderError.differs`.
    func check(_ files: [(path: String, bytes: [UInt8])]) throws {
        for file in files { _ = try holds(file.bytes, at: file.path) }
    }

    /// Makes the folder of a clip.
    ///
    /// - Parameter files: the paths of its frames, relative to the cohort's folder.
    func create(framesOf name: String, _ files: [String]) throws {
        let folder = root.appending(name)
        try RunFolder(folder).create()
        for found in try FolderListing.names(in: folder).map(\.string).sorted()
        where !found.hasPrefix(".") && !files.contains("\(name)/\(found)") {
            throw PhantomFolderError.differs(folder.appending(found))
        }
    }

    /// Writes a file of a scan; one that holds the same already is left alone.
    func write(_ bytes: [UInt8], to path: String) throws {
        guard try !holds(bytes, at: path) else { return }
        try AtomicFile.write(bytes, to: root.pushing(FilePath(path)))
    }

    /// Whether a file of a scan is there already.
    ///
    /// - Throws: `PhantomFolderError.differs` where it holds something else, or the scan lies there as another kind of file.
    private func holds(_ bytes: [UInt8], at path: String) throws -> Bool {
        let name = String(path.prefix { $0 != "/" })
        if let other = names[Self.stem(name)]?.first(where: { $0 != name }) {
            throw PhantomFolderError.differs(root.appending(other))
        }
        let file = root.pushing(FilePath(path))
        guard (try? Stat(file, followTargetSymlink: false)) != nil else { return false }
        guard (try? WholeFile.bytes(at: file)) == bytes else { throw PhantomFolderError.differs(file) }
        return true
    }

    /// Writes a table; one of a shorter cohort is made longer.
    func write(table text: String, named name: String) throws {
        let file = root.appending(name)
        if let found = try? WholeFile.bytes(at: file), !text.utf8.starts(with: found) {
            throw PhantomFolderError.differs(file)
        }
        try AtomicFile.write(text, to: file)
    }
}

/// Why a folder cannot take a synthetic cohort.
public enum PhantomFolderError: Error, Hashable, Sendable {
    /// Something that is no part of a cohort of so many scans.
    case foreign(FilePath, count: Int)
    /// A file that another cohort wrote, or that was changed.
    case differs(FilePath)
}

extension PhantomFolderError: CustomStringConvertible {
    public var description: String {
        let wayOut =
            "no file that was there was changed; name an empty folder with --out, or remove the other cohort first"
        return switch self {
        case .foreign(let path, let count): "\(path) is no part of a cohort of \(count) scans; \(wayOut)"
        case .differs(let path): "\(path) is not what this kind, seed and scans per patient make; \(wayOut)"
        }
    }
}
