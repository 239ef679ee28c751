import Foundation
import Imaging
import SystemPackage
import Testing

@testable import Preparation

/// Scans of public data sets, where they are there: `CINE_DATA`, or `shared/data` beside the package.
@Suite struct RealScansTests {
    private static let folder: String? = {
        let beside = URL(filePath: #filePath).appending(path: "../../../../shared/data").standardized.path
        let path = ProcessInfo.processInfo.environment["CINE_DATA"] ?? beside
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }()

    @Test(
        .enabled(if: folder != nil, "no CINE_DATA"),
        arguments: [
            ("adrenalmnist3d/nifti28/train", false, 28), ("hippocampus_msd/images", false, 16),
            ("kermany_cxr224/train", false, 1), ("pocus_lung_us/frames16", true, 8),
            ("haxby2001_1slice/bold", false, 40),
        ])
    func scansArePrepared(part: String, framesInFolders: Bool, frames: Int) throws {
        var preparation = Preparation()
        preparation.frames = frames
        preparation.size = FrameSize(height: 48, width: 40)
        preparation.fit = .pad
        let path = FilePath(Self.folder ?? "").appending(part)
        guard FileManager.default.fileExists(atPath: path.string) else { return }
        let items = try ScanFinder.scans(under: [path], framesInFolders: framesInFolders).prefix(6).map {
            LoadedItem(id: $0.name, source: $0.source)
        }
        #expect(!items.isEmpty)
        for element in PreparedScans(items, preparation: preparation, threads: 2, chunk: 4) {
            let sequence = try element.outcome.get()
            #expect(sequence.frames.shape == [frames, 48, 40, 1])
            #expect(sequence.frames.elements.allSatisfy { $0.isFinite })
            #expect(sequence.sourceFrames.count == frames)
        }
    }
}
