import SystemPackage

/// Names for scans that no two share.
public enum SampleNames {
    /// The scans with their names: the path below the root without its extension; those that would be alike keep their
    /// extension; those that still are alike (the same name in two roots) take the whole path, then a number.
    public static func naming(_ scans: [FoundScan]) -> [FoundScan] {
        let spellings: [(FoundScan) -> String] = [
            { text(stem(relative($0))) }, { text(relative($0)) }, { text(whole($0.source.path.bytes)) },
        ]
        var names = scans.map { _ in "" }
        var open = Array(scans.indices)
        var taken: Set<String> = []
        for spelling in spellings {
            let candidates = open.map { spelling(scans[$0]) }
            let counts = Dictionary(candidates.map { ($0, 1) }, uniquingKeysWith: +)
            var left: [Int] = []
            for (index, candidate) in zip(open, candidates) {
                if counts[candidate] == 1, !taken.contains(candidate) {
                    names[index] = candidate
                    taken.insert(candidate)
                } else {
                    left.append(index)
                }
            }
            open = left
        }
        for index in open {
            let name = numbered(text(whole(scans[index].source.path.bytes)), isTaken: taken.contains)
            names[index] = name
            taken.insert(name)
        }
        return zip(scans, names).map { scan, name in
            var named = scan
            named.name = name
            return named
        }
    }

    /// The scans, named as they are or, where another search has taken a name, with a number behind it.
    public static func avoiding(_ isTaken: (String) -> Bool, in scans: [FoundScan]) -> [FoundScan] {
        var names = Set(scans.map(\.name))
        return scans.map { scan in
            guard isTaken(scan.name) else { return scan }
            var renamed = scan
            renamed.name = numbered(scan.name) { isTaken($0) || names.contains($0) }
            names.insert(renamed.name)
            return renamed
        }
    }

    private static func numbered(_ base: String, isTaken: (String) -> Bool) -> String {
        (2...).lazy.map { "\(base)~\($0)" }.first { !isTaken($0) } ?? base
    }

    /// The path's bytes below the root; the folder's own name for the root itself.
    private static func relative(_ scan: FoundScan) -> [UInt8] {
        let (path, root) = (scan.source.path.bytes, scan.root.bytes)
        guard path.count > root.count, path.starts(with: root) else { return scan.source.path.nameBytes }
        return Array(path.dropFirst(root.count).drop { $0 == 0x2F })
    }

    /// The path without its ending; with it where only dots are left of the name, which would say another folder.
    private static func stem(_ bytes: [UInt8]) -> [UInt8] {
        let name = bytes.split(separator: 0x2F, omittingEmptySubsequences: false).last.map(Array.init) ?? []
        let length =
            ScanEnding.of(name).map { name.count - $0.utf8.count }
            ?? name.lastIndex(of: 0x2E).flatMap { $0 > 0 ? $0 : nil }
        guard let length, !name.prefix(length).allSatisfy({ $0 == 0x2E }) else { return bytes }
        return bytes.dropLast(name.count - length)
    }

    /// The whole path without what would lead out of a folder that is made by its name.
    private static func whole(_ bytes: [UInt8]) -> [UInt8] {
        let parts = bytes.split(separator: 0x2F).filter {
            !$0.elementsEqual([0x2E]) && !$0.elementsEqual([0x2E, 0x2E])
        }
        return Array(parts.joined(separator: [0x2F]))
    }

    /// UTF-8 as text, other bytes as `%NN`, and so the dots of `.` and `..`: no name leads out of a folder.
    private static func text(_ bytes: [UInt8]) -> String {
        let parts = bytes.split(separator: 0x2F, omittingEmptySubsequences: false).map { part in
            part.isEmpty
                ? "%2F"
                : part.count < 3 && part.allSatisfy { $0 == 0x2E } ? part.map { _ in "%2E" }.joined() : spelled(part)
        }
        return parts.joined(separator: "/")
    }

    private static func spelled(_ bytes: ArraySlice<UInt8>) -> String {
        var text = ""
        var rest = bytes
        while !rest.isEmpty {
            let (scalar, count) = String.firstScalar(of: rest)
            if let scalar {
                text.unicodeScalars.append(scalar)
            } else {
                text += "%" + String(rest[rest.startIndex], radix: 16, uppercase: true)
            }
            rest = rest.dropFirst(count)
        }
        return text
    }
}
