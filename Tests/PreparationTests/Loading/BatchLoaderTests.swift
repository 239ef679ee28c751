import Imaging
import SystemPackage
import Tensors
import Testing

@testable import Preparation

@Suite struct BatchLoaderTests {
    private static var augmentation: Augmentation {
        var augmentation = Augmentation()
        augmentation.rotation = Rotation(degrees: 30)
        augmentation.noise = Noise(strength: 0.1)
        return augmentation
    }

    private func loader(
        _ scans: MemoryScans, augmentation: Augmentation? = Self.augmentation, threads: Int = 2,
        cacheBytes: Int = 1 << 20
    ) -> BatchLoader {
        BatchLoader(
            items: scans.items, preparation: Preparation(), augmentation: augmentation, seed: 7, threads: threads,
            cacheBytes: cacheBytes, read: scans.reading)
    }

    private static let batches = [[3, 1, 4], [1, 5, 0], [2, 2, 3], [0, 1, 5]]

    @Test func threadsAndCacheChangeNothing() throws {
        let scans = MemoryScans((0..<6).map(String.init))
        func everything(threads: Int, cacheBytes: Int) throws -> [Tensor] {
            let loader = loader(scans, threads: threads, cacheBytes: cacheBytes)
            return try (0..<2).flatMap { epoch in
                try Self.batches.flatMap { try loader.sequences(at: $0, epoch: epoch) }
            }
        }
        let expected = try everything(threads: 1, cacheBytes: 0)
        for threads in [1, 2, 5] {
            for cacheBytes in [0, 100, 64 * 3, 1 << 20] {
                #expect(try everything(threads: threads, cacheBytes: cacheBytes) == expected)
            }
        }
    }

    @Test func epochsAndSamplesDiffer() throws {
        let loader = loader(MemoryScans(["1", "2"]))
        let first = try loader.sequences(at: [0, 1], epoch: 0)
        #expect(first[0] != first[1])
        #expect(try loader.sequences(at: [0], epoch: 1)[0] != first[0])
    }

    @Test func theOrderOfTheItemsDoesNotMatter() throws {
        let one = try loader(MemoryScans(["1", "2"])).sequences(at: [0], epoch: 0)
        let other = try loader(MemoryScans(["2", "1"])).sequences(at: [1], epoch: 0)
        #expect(one == other)
    }

    @Test func keptSequencesAreNotReadAgain() {
        let scans = MemoryScans((0..<4).map(String.init))
        let loader = loader(scans, augmentation: nil, cacheBytes: 64 * 2 + 63)
        for epoch in 0..<3 { _ = loader.outcomes(at: [0, 1, 2, 3], epoch: epoch) }
        #expect(scans.reads == 4 + 2 + 2)
    }

    @Test func failuresCostTheirOwnPlaceOnly() {
        let loader = loader(MemoryScans(["1", "bad", "nan", "2"]))
        let outcomes = loader.outcomes(at: [0, 1, 2, 3], epoch: 0)
        #expect((try? outcomes[0].get()) != nil)
        #expect((try? outcomes[3].get()) != nil)
        let unread = SampleFailure(
            id: "bad", source: .file("bad.png"),
            reason: .reading(ScanError(path: "bad.png", reason: .system(operation: "open", .ioError))))
        #expect(throws: unread) { try outcomes[1].get() }
        let unprepared = SampleFailure(
            id: "nan", source: .file("nan.png"), reason: .preparing(.nothingFinite(voxels: 16)))
        #expect(throws: unprepared) { try outcomes[2].get() }
        #expect("\(unprepared)" == "nan.png: none of the scan's 16 voxels is a finite number")
        #expect(throws: unread) { try loader.sequences(at: [3, 1, 2], epoch: 0) }
    }
}
