import SystemPackage

/// What a scan says about itself: the keys of `cine inspect --json`.
public struct ScanInspection: Sendable {
    public var file: FilePath
    /// Why it could not be read; nil for a scan that could.
    public var error: ScanError?
    public var warnings: [ScanWarning] = []
    public var format: ScanFormat?
    /// Pixels after EXIF orientation; images and frames only.
    public var width: Int?
    public var height: Int?
    /// Images in a frame folder.
    public var frames: Int?
    /// Samples of a pixel or voxel, after palette and tRNS expansion.
    public var channels: Int?
    /// Bits of one stored sample.
    public var bitDepth: Int?
    /// Extents of a NIfTI's axes as stored, i first.
    public var dims: [Int]?
    /// NIfTI's datatype code.
    public var datatype: Int?
    /// Voxel size in mm along i, j, k.
    public var spacing: [Double]?
    public var axisCodes: String?
    /// The affine that the header gives, 12 numbers row by row.
    public var affine: [Double]?
    /// EXIF orientation, 1…8.
    public var orientation: Int?
    /// Mean Rec. 601 grey of the top-left 8×8 pixels, upright.
    public var uprightTopLeftGrey: Double?
    /// Over all finite samples, opacity included; nil where there is none.
    public var mean: Double?
    public var smallest: Double?
    public var largest: Double?
    public var deviation: Double?
    public var nanCount: Int?
    public var infiniteCount: Int?
    /// The first and last sample in file order.
    public var first: Double?
    public var last: Double?
    /// Samples of eight voxels at ⌊n/4⌋ and ⌊3n/4⌋ of the first three axes, x fastest, as stored.
    public var probe: [Double]?
    /// The first sample and the same probe in the closest RAS order.
    public var rasFirst: Double?
    public var rasProbe: [Double]?

    init(file: FilePath) { self.file = file }

    /// Whether the scan could be read.
    public var isReadable: Bool { error == nil }
}

extension ScanInspection {
    /// The inspection as one JSON object; a key whose value is not known is left out.
    public var json: JSONObject {
        var line = JSONObject()
        line.set("file", file)
        line.set("status", isReadable ? "ok" : "error")
        if let error { line.set("error", error.description) }
        line.set("warnings", warnings.map(\.description))
        if let format { line.set("format", format.rawValue) }
        if let width { line.set("width", width) }
        if let height { line.set("height", height) }
        if let frames { line.set("frames", frames) }
        if let channels { line.set("channels", channels) }
        if let bitDepth { line.set("bit_depth", bitDepth) }
        if let dims { line.set("dims", dims) }
        if let datatype { line.set("datatype", datatype) }
        if let spacing { line.set("spacing", spacing) }
        if let axisCodes { line.set("axcodes", axisCodes) }
        if let affine { line.set("affine", affine) }
        if let orientation { line.set("orientation", orientation) }
        if let uprightTopLeftGrey { line.set("upright_top_left_grey", uprightTopLeftGrey) }
        guard nanCount != nil else { return line }
        line.set("mean", mean ?? .nan)
        line.set("min", smallest ?? .nan)
        line.set("max", largest ?? .nan)
        line.set("std", deviation ?? .nan)
        line.set("n_nan", nanCount ?? 0)
        line.set("n_inf", infiniteCount ?? 0)
        if let first { line.set("first", first) }
        if let last { line.set("last", last) }
        if let probe { line.set("probe", probe) }
        if let rasFirst { line.set("ras_first", rasFirst) }
        if let rasProbe { line.set("ras_probe", rasProbe) }
        return line
    }

    mutating func set(_ statistics: SampleStatistics) {
        mean = statistics.mean
        deviation = statistics.deviation
        smallest = statistics.finite > 0 ? statistics.smallest : nil
        largest = statistics.finite > 0 ? statistics.largest : nil
        nanCount = statistics.nan
        infiniteCount = statistics.infinite
    }
}
