import Imaging
import Networks
import SystemPackage
import Tensors
import TestFolders
import Testing

@testable import Training

@Suite(.serialized) struct ClassifierTests {
    /// Eleven scans; the second and last cannot be scans, the fourth is gone, the fifth is of another shape.
    private func scans(in folder: FilePath) throws -> [FoundScan] {
        var scans = try ScanExamples.write(11, to: folder).map {
            FoundScan(source: $0.source, root: folder, name: $0.id)
        }
        for place in [1, 10] {
            scans[place].problem = ScanError(
                path: scans[place].source.path, reason: .system(operation: "open", .permissionDenied))
        }
        scans[3].source = .frames(folder.appending("gone"))
        return scans
    }

    private func rows(
        _ scans: [FoundScan], batch: Int, isCancelled: () -> Bool = { false }
    ) throws -> [ClassificationRow] {
        var rows: [ClassificationRow] = []
        try Classifier(ModelExamples.model(), batch: batch, threads: 2)
            .classify(scans, isCancelled: isCancelled) { rows += $0 }
        return rows
    }

    @Test(arguments: [1, 2, 3, 16])
    func givesEveryScanARowInOrder(batch: Int) throws {
        try withTemporaryFolder { folder in
            let scans = try scans(in: folder)
            let rows = try rows(scans, batch: batch)
            #expect(rows.map(\.sample) == scans.map(\.name))
            #expect(rows.indices.filter { rows[$0].status == .failed } == [1, 3, 10])
            #expect(rows[3].error?.contains("gone") == true)
            for row in rows where row.status == .ok {
                #expect(abs((row.probabilities ?? []).reduce(0, +) - 1) < 1e-12)
            }
        }
    }

    @Test func aBadNeighbourChangesNothing() throws {
        try withTemporaryFolder { folder in
            let scans = try scans(in: folder)
            let all = try rows(scans, batch: 4)
            let good = try rows(
                scans.filter { scan in all.contains { $0.sample == scan.name && $0.status == .ok } }, batch: 4)
            #expect(good == all.filter { $0.status == .ok })
        }
    }

    @Test func emitsWholeBatchesBeforeItIsInterrupted() throws {
        try withTemporaryFolder { folder in
            let scans = try scans(in: folder)
            var polls = 0
            var rows: [ClassificationRow] = []
            let classifier = try Classifier(ModelExamples.model(), batch: 2, threads: 1)
            let error = #expect(throws: ClassificationError.self) {
                try classifier.classify(
                    scans,
                    isCancelled: {
                        polls += 1
                        return polls > 4
                    },
                    emit: { rows += $0 })
            }
            guard case .interrupted(rows: rows.count) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(rows.map(\.sample) == scans.prefix(rows.count).map(\.name))
            #expect(!rows.isEmpty)
        }
    }

    @Test func classifiesNothing() throws {
        #expect(try rows([], batch: 4).isEmpty)
    }
}
