import SystemPackage

/// Finds the scans among files and folders.
public enum ScanFinder {
    /// Every scan below the paths: files that have a scan's ending or a scan's content, in natural order.
    ///
    /// Folders are searched recursively, linked folders are not followed, a .hdr/.img pair counts once. A named path that is
    /// no folder is always a scan of the result, with a `problem` where it cannot be one; so is a folder further down that
    /// cannot be listed. Nothing that was asked for is passed over.
    ///
    /// - Parameter framesInFolders: whether the images directly in a folder are the frames of one scan.
    /// - Throws: `ScanError` where a named folder cannot be listed.
    public static func scans(
        under paths: [FilePath], framesInFolders: Bool = false
    ) throws(ScanError) -> [FoundScan] {
        var found: [FoundScan] = []
        for path in paths {
            var kind: FileKind?
            var problem: ScanError.Reason?
            do throws(ScanError.Reason) {
                kind = try ScanFile.kind(of: path)
                problem = kind.map { .notAFile($0) }
            } catch {
                problem = error
            }
            if kind == .folder {
                let below = try search(path, framesInFolders: framesInFolders)
                // An empty folder that is named like a scan was meant as one.
                let isMistaken = below.isEmpty && ScanEnding.of(path.nameBytes) != nil
                found += isMistaken ? [FoundScan(named: path, problem: problem)] : below
            } else {
                found.append(FoundScan(named: path, problem: problem))
            }
        }
        return SampleNames.naming(withoutRepeats(found))
    }

    private static func search(_ root: FilePath, framesInFolders: Bool) throws(ScanError) -> [FoundScan] {
        var found: [FoundScan] = []
        var folders = [root]
        while let folder = folders.popLast() {
            do throws(ScanError.Reason) {
                let entries = try Folder.entries(of: folder)
                let framesFolder = framesInFolders && entries.contains(where: FrameFolder.isFrame)
                if framesFolder { found.append(FoundScan(source: .frames(folder), root: root, name: "")) }
                let names = Set(entries.lazy.filter { $0.kind == nil }.map(\.path))
                for entry in entries {
                    if entry.kind == .folder {
                        if !entry.isLink { folders.append(entry.path) }
                    } else if let problem = entry.problem ?? entry.kind.map({ .notAFile($0) }) {
                        guard ScanEnding.of(entry.path.nameBytes) != nil else { continue }
                        found.append(FoundScan(path: entry.path, root: root, problem: problem))
                    } else if !(framesFolder && FrameFolder.isFrame(entry)), isScan(entry.path, among: names) {
                        found.append(FoundScan(path: entry.path, root: root, problem: nil))
                    }
                }
            } catch {
                if folder == root { throw ScanError(path: root, reason: error) }
                found.append(FoundScan(path: folder, root: root, problem: error))
            }
        }
        return NaturalOrder.sorted(found) { $0.source.path.bytes }
    }

    /// Whether a regular file has a scan's ending or content; the image half of a pair is no scan of its own.
    private static func isScan(_ path: FilePath, among names: Set<FilePath>) -> Bool {
        if NIfTIPair.isImageName(path.nameBytes), NIfTIPair.headers(of: path).contains(where: names.contains) {
            return false
        }
        if ScanEnding.of(path.nameBytes) != nil { return true }
        guard let (_, start) = try? OpenedScan.firstBytes(path) else { return false }
        switch Content(start) {
        case .png, .jpeg, .nifti: return true
        case .gzip: return gzipHoldsNIfTI(path)
        case .unknown: return false
        }
    }

    private static func gzipHoldsNIfTI(_ path: FilePath) -> Bool {
        guard let start = try? PlainOrGzip(file: path).read(Content.prefixLength) else { return false }
        return NIfTIHeader.recognise(start) != nil
    }

    /// Each file or folder once, where the searched paths overlap or both halves of a pair were named.
    private static func withoutRepeats(_ scans: [FoundScan]) -> [FoundScan] {
        var seen: Set<ScanSource> = []
        return scans.filter { scan in
            var source = scan.source
            if case .file(let path) = source, let header = NIfTIFile.header(besideImage: path) {
                source = .file(header)
            }
            return seen.insert(source.withoutDots).inserted
        }
    }
}

extension ScanSource {
    /// The same place without components that say nothing (`./a` is `a`); `..` stays, because a link may stand before it.
    fileprivate var withoutDots: ScanSource {
        func plain(_ path: FilePath) -> FilePath {
            var plain = path
            plain.components.removeAll { $0.kind == .currentDirectory }
            return plain
        }
        switch self {
        case .file(let path): return .file(plain(path))
        case .frames(let path): return .frames(plain(path))
        }
    }
}

extension FoundScan {
    fileprivate init(path: FilePath, root: FilePath, problem: ScanError.Reason?) {
        self.init(
            source: .file(path), root: root, name: "", problem: problem.map { ScanError(path: path, reason: $0) })
    }

    /// A path that was named itself, whose folder is its root.
    fileprivate init(named path: FilePath, problem: ScanError.Reason?) {
        self.init(path: path, root: path.removingLastComponent(), problem: problem)
    }
}
