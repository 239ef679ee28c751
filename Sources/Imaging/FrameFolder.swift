import SystemPackage
import Tensors

/// A folder whose images are the frames of one scan, in natural order.
struct FrameFolder {
    let path: FilePath
    /// The images directly in the folder.
    let frames: [FilePath]

    /// - Throws: where the folder cannot be listed or holds no image.
    init(_ path: FilePath) throws(ScanError) {
        self.path = path
        let entries = try ScanError.naming(path) { () throws(ScanError.Reason) in try Folder.entries(of: path) }
        frames = NaturalOrder.sorted(entries.filter { Self.isFrame($0) }.map(\.path)) { $0.bytes }
        guard !frames.isEmpty else { throw ScanError(path: path, reason: .noFrames) }
        guard frames.count <= ImagingLimits.frames else {
            throw ScanError(
                path: path,
                reason: .overLimit(
                    format: .frames, quantity: "frames", value: "\(frames.count)", limit: ImagingLimits.frames))
        }
    }

    /// Whether an entry is an image by its ending, or by its content where it has no scan's ending.
    static func isFrame(_ entry: Folder.Entry) -> Bool {
        guard entry.kind == nil else { return false }
        switch ScanEnding.of(entry.path.nameBytes) {
        case ".png", ".jpg", ".jpeg", ".jpe": return true
        case .some: return false
        case nil:
            guard let (_, start) = try? OpenedScan.firstBytes(entry.path) else { return false }
            return [.png, .jpeg].contains(Content(start))
        }
    }

    /// Decodes the frames one after another.
    ///
    /// - Throws: the frame that cannot be read, or the one whose size or channels most others do not share.
    func decode(_ body: (DecodedImage) -> Void) throws(ScanError) {
        var sizes: [String: (count: Int, first: FilePath)] = [:]
        var samples = 0
        for frame in frames {
            let image = try read(frame)
            sizes[Self.size(of: image), default: (0, frame)].count += 1
            samples += image.width * image.height * image.channels
            guard samples <= ImagingLimits.imageSamples else {
                throw ScanError(
                    path: path,
                    reason: .overLimit(
                        format: .frames, quantity: "samples", value: "\(samples) or more",
                        limit: ImagingLimits.imageSamples))
            }
            if sizes.count == 1 { body(image) }
        }
        guard let usual = sizes.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }) else { return }
        let odd = sizes.filter { $0.key != usual.key }.min { NaturalOrder.precedes($0.value.first, $1.value.first) }
        if let odd {
            throw ScanError(
                path: path,
                reason: .unequalFrame(
                    name: String(decodingPrintable: odd.value.first.nameBytes), size: odd.key, others: usual.key))
        }
    }

    /// The scan `[T, 1, H, W, C]`.
    func scan() throws(ScanError) -> Scan {
        var elements: [Float] = []
        var first: DecodedImage?
        var warnings: [ScanWarning] = []
        var index = 0
        try decode { image in
            if first == nil {
                first = image
                elements.reserveCapacity(image.width * image.height * image.channels * frames.count)
            }
            image.append(to: &elements)
            let name = String(decodingPrintable: frames[index].nameBytes)
            warnings += image.warnings.map { .frame(name: name, $0) }
            index += 1
        }
        guard let first else { throw ScanError(path: path, reason: .noFrames) }
        return Scan(
            voxels: Tensor(shape: [frames.count, 1, first.height, first.width, first.channels], elements: elements),
            hasAlpha: first.hasAlpha, format: .frames, bitDepth: first.bitDepth, warnings: warnings)
    }

    private func read(_ frame: FilePath) throws(ScanError) -> DecodedImage {
        do throws(ScanError) {
            guard case .image(let image) = try OpenedScan.open(frame) else {
                throw ScanError(
                    path: frame, reason: .unsupported(format: .frames, feature: "a NIfTI volume as a frame"))
            }
            return image
        } catch {
            throw ScanError(path: path, reason: .frame(name: String(decodingPrintable: frame.nameBytes), error.reason))
        }
    }

    private static func size(of image: DecodedImage) -> String {
        let colours = ["grey", "grey with opacity", "RGB", "RGB with opacity"][image.channels - 1]
        let depth = if case .words = image.samples { "16 bit " } else { "" }
        return "\(image.width) × \(image.height) \(depth)\(colours)"
    }
}
