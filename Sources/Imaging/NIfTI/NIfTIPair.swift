import SystemPackage

/// The names of the two halves of a NIfTI pair: `x.hdr` and `x.img`, either one perhaps gzipped.
enum NIfTIPair {
    /// Where the voxels of a header may lie, likeliest first.
    static func images(of header: FilePath) -> [FilePath] { others(of: header, from: ".hdr", to: ".img") }

    /// Where the header of a file of voxels may lie, likeliest first.
    static func headers(of image: FilePath) -> [FilePath] { others(of: image, from: ".img", to: ".hdr") }

    /// Whether the name is that of a file of voxels.
    static func isImageName(_ name: [UInt8]) -> Bool {
        let ending = ScanEnding.of(name)
        return ending == ".img" || ending == ".img.gz"
    }

    private static func others(of path: FilePath, from: String, to: String) -> [FilePath] {
        let name = path.nameBytes
        let ending = ScanEnding.of(name)
        let stem: ArraySlice<UInt8>
        if ending == from || ending == from + ".gz", let ending {
            stem = name.dropLast(ending.utf8.count)
        } else if let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 {
            stem = name[..<dot]
        } else {
            stem = name[...]
        }
        let isGzipped = ending?.hasSuffix(".gz") ?? false
        let plain = isGzipped ? [to + ".gz", to] : [to, to + ".gz"]
        let isUpper = name.dropFirst(stem.count).contains { (0x41...0x5A).contains($0) }
        let endings = isUpper ? plain.map { $0.uppercased() } + plain : plain + plain.map { $0.uppercased() }
        return endings.map { path.sibling(named: stem + Array($0.utf8)) }
    }
}
