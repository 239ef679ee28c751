import Foundation
import Imaging
import SystemPackage
import Tensors
import Testing

@testable import Preparation

@Suite struct LoadedItemTests {
    @Test func aFileBecomesASequence() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bytes = try NIfTIWriter.encode(
            Tensor(shape: [2, 3, 4], elements: counting(24)), affine: Affine(spacing: [-1, 1, 1]))
        try Data(bytes).write(to: folder.appending(path: "a.nii.gz"))
        try Data("no scan".utf8).write(to: folder.appending(path: "b.nii.gz"))

        var preparation = Preparation()
        preparation.normalise = .none
        let items = ["a", "b", "c"].map { name in
            LoadedItem(id: name, source: .file(FilePath(folder.appending(path: "\(name).nii.gz").path)))
        }
        let scans = Array(PreparedScans(items, preparation: preparation, threads: 2, chunk: 2))
        let sequence = try scans[0].outcome.get()
        #expect(Array(sequence.frames.elements[..<4]) == [3, 2, 1, 0])
        for element in scans[1...] {
            guard case .failure(let failure) = element.outcome, case .reading = failure.reason else {
                Issue.record("\(element.item.id) is no scan")
                continue
            }
            #expect("\(failure)".contains("\(element.item.id).nii.gz"))
        }
    }

    @Test func streamsDependOnTheNameOnly() {
        let one = LoadedItem(id: "patient 7", source: .file("a.png"))
        #expect(one.stream == LoadedItem(id: "patient 7", source: .file("b.png")).stream)
        #expect(one.stream != LoadedItem(id: "patient 8", source: .file("a.png")).stream)
        // The test vectors of the algorithm's authors.
        #expect(LoadedItem(id: "", source: .file("a")).stream == 0xCBF2_9CE4_8422_2325)
        #expect(LoadedItem(id: "foobar", source: .file("a")).stream == 0x8594_4171_F739_67E8)
    }
}
