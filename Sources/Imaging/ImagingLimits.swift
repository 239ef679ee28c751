/// What a file may claim before it is refused: a hostile header must not cost more than a real scan.
public enum ImagingLimits {
    /// Samples of an image (width × height × channels) or of a frame folder: 1 GiB as 32-bit floats.
    public static let imageSamples = 1 << 28
    /// Samples of a NIfTI scan over all its axes: 2 GiB as 32-bit floats.
    public static let volumeSamples = 1 << 29
    /// Bytes of a NIfTI scan's voxels as stored.
    public static let volumeBytes = 1 << 31
    /// Bytes of a PNG or JPEG file.
    public static let imageFileBytes = 1 << 29
    /// Pixels along one side of a PNG.
    public static let pngSide = 1_000_000
    /// Pixels along one side of a JPEG; libjpeg's own limit.
    public static let jpegSide = 65_500
    /// Scans (passes over the image) of a progressive JPEG; usual files have about ten.
    public static let jpegScans = 500
    /// Pixels × scans of a JPEG, which bounds the time that a file can cost.
    public static let jpegWork = 1 << 32
    /// Bytes before a NIfTI's voxels: header and extensions.
    public static let niftiHeaderBytes = 1 << 26
    /// Bytes that a gzip stream may go on past the voxels while its checksum is sought.
    public static let gzipTailBytes = 1 << 26
    /// Frames of a frame folder.
    public static let frames = 1 << 16
    /// The highest ratio of inflated to deflated bytes that a deflate stream can reach (zlib's technical details).
    static let deflateRatio = 1032
    /// Pixels of one component that a byte of Huffman-coded JPEG can stand for: one bit a block and pass.
    static let jpegPixelsPerByte = 512
}
