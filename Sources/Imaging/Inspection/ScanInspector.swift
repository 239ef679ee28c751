import SystemPackage

/// Looks at scans without keeping their voxels: memory stays bounded, numbers are computed in double precision from the
/// stored type.
public enum ScanInspector {
    /// Inspects one file or frame folder; what goes wrong is in the result.
    public static func inspect(_ source: ScanSource) -> ScanInspection {
        var inspection = ScanInspection(file: source.path)
        do throws(ScanError) {
            switch source {
            case .frames(let folder):
                try inspect(FrameFolder(folder), into: &inspection)
            case .file(let path):
                switch try OpenedScan.open(path) {
                case .image(let image): inspect(image, into: &inspection)
                case .nifti(let file):
                    try ScanError.naming(path) { () throws(ScanError.Reason) in try inspect(file, into: &inspection) }
                }
            }
        } catch {
            inspection = ScanInspection(file: source.path)
            inspection.error = error
        }
        return inspection
    }

    /// Inspects what `ScanFinder` found, which may be something that cannot be a scan.
    public static func inspect(_ found: FoundScan) -> ScanInspection {
        guard let problem = found.problem else { return inspect(found.source) }
        var inspection = ScanInspection(file: found.source.path)
        inspection.error = problem
        return inspection
    }

    private static func inspect(_ image: DecodedImage, into inspection: inout ScanInspection) {
        inspection.describe(image)
        inspection.warnings = image.warnings
        inspection.orientation = image.format == .jpeg ? image.orientation : nil
        inspection.uprightTopLeftGrey = image.topLeftGrey
        var statistics = SampleStatistics()
        statistics.add(counts: image.histogram)
        inspection.set(statistics)
        inspection.first = image.sample(at: 0)
        inspection.last = image.sample(at: image.width * image.height * image.channels - 1)
    }

    private static func inspect(_ folder: FrameFolder, into inspection: inout ScanInspection) throws(ScanError) {
        var statistics = SampleStatistics()
        var (index, first, last) = (0, 0.0, 0.0)
        var warnings: [ScanWarning] = []
        try folder.decode { image in
            if index == 0 {
                inspection.describe(image)
                first = image.sample(at: 0)
            }
            last = image.sample(at: image.width * image.height * image.channels - 1)
            statistics.add(counts: image.histogram)
            let name = String(decodingPrintable: folder.frames[index].nameBytes)
            warnings += image.warnings.map { .frame(name: name, $0) }
            index += 1
        }
        inspection.format = .frames
        inspection.frames = folder.frames.count
        inspection.warnings = warnings
        inspection.set(statistics)
        (inspection.first, inspection.last) = (first, last)
    }

    private static func inspect(_ file: NIfTIFile, into inspection: inout ScanInspection) throws(ScanError.Reason) {
        let header = file.header
        let probes = VoxelProbes(header)
        var values = [Double](repeating: .nan, count: probes.offsets.count)
        var statistics = SampleStatistics()
        let tail = try file.voxels.forEachBlock { block, start in
            statistics.add(block)
            for (index, offset) in probes.offsets.enumerated() where offset >= start && offset < start + block.count {
                values[index] = block[offset - start]
            }
        }
        inspection.format = header.format
        inspection.warnings = header.warnings + tail
        inspection.channels = header.datatype.channels
        inspection.bitDepth = header.datatype.sampleSize * 8
        inspection.dims = header.dims
        inspection.datatype = header.datatype.rawValue
        inspection.spacing = header.geometry.spacing
        inspection.affine = header.geometry.stored.elements
        if header.geometry.stored.hasDirections { inspection.axisCodes = header.geometry.stored.axisCodes }
        inspection.set(statistics)
        inspection.first = values[probes.first]
        inspection.last = values[probes.last]
        inspection.probe = probes.stored.map { values[$0] }
        inspection.rasFirst = probes.rasFirst.map { values[$0] }
        inspection.rasProbe = probes.ras.map { places in places.map { values[$0] } }
    }
}

extension ScanInspection {
    fileprivate mutating func describe(_ image: DecodedImage) {
        format = image.format
        width = image.width
        height = image.height
        channels = image.channels
        bitDepth = image.bitDepth
    }
}
