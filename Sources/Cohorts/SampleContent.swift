import Foundation
import Imaging
import RunFolders
import Synchronization
import SystemPackage

/// What a sample's files hold.
public struct SampleContent: Hashable, Sendable {
    /// The hash of the bytes: of the file, of a NIfTI pair's two files, or of a clip's frames in natural order; nil
    /// where they cannot be read. Equal hashes mean equal content, whatever the names.
    public var hash: SHA256Digest?
    /// Why the scan cannot be read or decoded; nil when it can be, or when it was only hashed.
    public var problem: String?
    /// What the decoder warned about.
    public var warnings: [String] = []

    /// Reads every sample of a cohort.
    ///
    /// - Parameters:
    ///   - decodes: whether scans are decoded, too, which finds damaged ones.
    ///   - threads: how many samples are read at the same time.
    ///   - isCancelled: asked every few samples; a yes throws `CohortError.interrupted`.
    ///   - progress: told now and then how many samples are done, on the calling thread.
    /// - Returns: the contents in the order of the samples.
    public static func read(
        _ samples: [Sample], decodes: Bool, threads: Int, isCancelled: () -> Bool = { false },
        progress: (Int) -> Void = { _ in }
    ) throws(CohortError) -> [SampleContent] {
        var contents: [SampleContent] = []
        let size = 16 * max(1, threads)
        for start in stride(from: 0, to: samples.count, by: size) {
            if isCancelled() { throw .interrupted }
            let chunk = Array(samples[start..<min(start + size, samples.count)])
            let results = Mutex([SampleContent](repeating: SampleContent(), count: chunk.count))
            let next = Atomic(0)
            DispatchQueue.concurrentPerform(iterations: max(1, min(threads, chunk.count))) { _ in
                while case let index = next.add(1, ordering: .relaxed).oldValue, index < chunk.count {
                    let content = SampleContent(of: chunk[index].source, decodes: decodes)
                    results.withLock { $0[index] = content }
                }
            }
            contents += results.withLock { $0 }
            progress(contents.count)
        }
        return contents
    }
}

extension SampleContent {
    /// The content of one scan.
    public init(of source: ScanSource, decodes: Bool) {
        do {
            hash = try Self.hash(of: source)
        } catch {
            problem = "\(error)"
            return
        }
        guard decodes else { return }
        do throws(ScanError) {
            warnings = try ScanReader.read(source).warnings.map { "\($0)" }
        } catch {
            problem = "\(error)"
        }
    }

    private static func hash(of source: ScanSource) throws -> SHA256Digest {
        var hash = SHA256()
        switch source {
        case .file(let path):
            for file in halves(of: path) { try hash.update(fromFileAt: file) }
        case .frames(let folder):
            let frames = try ScanFinder.scans(under: [folder]).filter {
                $0.source.path.removingLastComponent() == folder
            }
            guard !frames.isEmpty else { throw ScanError(path: folder, reason: .noFrames) }
            for frame in frames { try hash.update(fromFileAt: frame.source.path) }
        }
        return hash.digest()
    }

    /// Both files of a NIfTI .hdr/.img pair, else the file itself.
    private static func halves(of path: FilePath) -> [FilePath] {
        let endings = ["hdr": "img", "img": "hdr", "HDR": "IMG", "IMG": "HDR"]
        guard let ending = path.extension.flatMap({ endings[$0] }) else { return [path] }
        var other = path
        other.extension = ending
        guard (try? Stat(other).type) == .regular else { return [path] }
        return path.extension?.lowercased() == "hdr" ? [path, other] : [other, path]
    }
}

extension [SampleContent] {
    /// The places of the samples with equal files, one list a content, in the order of their first samples.
    public var equalGroups: [[Int]] {
        Dictionary(grouping: indices.filter { self[$0].hash != nil }) { self[$0].hash }.values
            .filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }
}
