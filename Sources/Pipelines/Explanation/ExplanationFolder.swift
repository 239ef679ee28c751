import Foundation
import Imaging
import Preparation
import Reports
import RunFolders
import Saliency
import SystemPackage
import Tensors

/// The folder that `cine explain` writes: one folder a scan, and what is common to them.
public struct ExplanationFolder: Sendable {
    public let root: FilePath

    public init(_ root: FilePath) { self.root = root }

    /// All scans at a glance.
    public var index: FilePath { root.appending("index.html") }

    public func record(of sample: String) -> FilePath { folder(of: sample).appending("saliency.json") }

    public func report(of sample: String) -> FilePath { folder(of: sample).appending("report.html") }

    /// The scan's row of the list, kept for a command that goes on.
    func entry(of sample: String) -> FilePath { folder(of: sample).appending("index-entry.json") }

    /// What was found about a scan before, if it had the same content and was explained with the same Cine, model, settings,
    /// clinical values and pictures of prototypes, did not fail, and nothing of it is missing or damaged.
    func finished(
        _ sample: String, content: String?, model: String, settings: ExplainSettings, clinical: [Double?],
        examples: String?
    ) -> (SaliencyRecord, ExplanationIndex.Entry)? {
        guard let found: SaliencyRecord = read(record(of: sample)), found.status != .failed, found.model == model,
            let content, found.content == content, found.cineVersion == CineVersion.current,
            found.sample == sample, found.settings == settings, found.examples == examples,
            found.clinical?.columns.map(\.value) ?? [] == clinical,
            let entry: ExplanationIndex.Entry = read(entry(of: sample)), entry.isOf(sample, link: link(to: sample)),
            FileManager.default.fileExists(atPath: report(of: sample).string)
        else { return nil }
        return (found, entry)
    }

    private func read<Value: Decodable>(_ path: FilePath) -> Value? {
        guard let bytes = try? WholeFile.bytes(at: path, limit: 1 << 26) else { return nil }
        return try? JSONDecoder().decode(Value.self, from: Data(bytes))
    }

    /// Writes the maps of a scan in its own grid; returns the files' names for each map.
    func writeMaps(_ finding: ScanExplainer.Finding, sample: String) throws -> [[String]] {
        try finding.maps.map { map in
            let values = finding.space.resampled(map)
            let name = map.method.rawValue
            guard !finding.scan.isVolume else {
                let file = "\(name).nii.gz"
                let bytes = try NIfTIWriter.encode(values, affine: finding.scan.affine)
                try AtomicFile.write(bytes, to: folder(of: sample).appending(file))
                return [file]
            }
            return try writeOverlays(of: finding.scan, map: map, values: values, sample: sample)
        }
    }

    /// One picture a frame, `<method>-NN.png`; the scale is the largest value of all frames.
    private func writeOverlays(
        of scan: Scan, map: SaliencyMap, values: Tensor, sample: String
    ) throws -> [String] {
        let digits = max(2, "\(scan.times - 1)".count)
        let pixels = scan.rows * scan.columns
        let elements = values.elements
        let scale = map.hasPositiveEvidence || map.method.isSigned ? map.scale : 0
        return try (0..<scan.times).map { frame in
            let number = String(frame)
            let file =
                "\(map.method.rawValue)-\(String(repeating: "0", count: digits - number.count))\(number).png"
            let picture = Overlay.picture(
                grey: scan.grey(frame: frame), values: Array(elements[frame * pixels..<(frame + 1) * pixels]),
                height: scan.rows, width: scan.columns, scale: scale, isSigned: map.method.isSigned)
            try AtomicFile.write(try PNGWriter.encode(picture), to: folder(of: sample).appending(file))
            return file
        }
    }
}

extension Scan {
    /// One frame of an image or clip, in grey from 0 to 255 (Rec. 601), opacity left out.
    func grey(frame: Int) -> [Float] {
        let pixels = rows * columns
        let factor: Float = bitDepth > 8 ? 255.0 / 65535 : 1
        let colours = channels - (hasAlpha ? 1 : 0)
        return voxels.withUnsafeElements { elements in
            (0..<pixels).map { pixel in
                let place = (frame * slices * pixels + pixel) * channels
                let grey =
                    colours >= 3
                    ? 0.299 * elements[place] + 0.587 * elements[place + 1] + 0.114 * elements[place + 2]
                    : elements[place]
                return grey * factor
            }
        }
    }
}
