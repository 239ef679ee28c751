import Cohorts
import Foundation
import Networks
import Studies
import SystemPackage
import Testing
import Training

@testable import Pipelines

/// The published systems as pipeline files: their networks have as many parameters as was published.
@Suite struct PublishedSystemTests {
    private func pipeline(_ name: String) throws -> Pipeline {
        var folder = FilePath(#filePath)
        for _ in 0..<3 { folder.removeLastComponent() }
        return try Pipeline(contentsOf: folder.pushing("pipelines").appending("\(name).yaml"))
    }

    /// Keras counts running statistics, too, and as parameters that do not learn.
    @Test(arguments: ["islam-2020", "islam-2020-leak-free"])
    func islamHasThePublishedNumberOfParameters(_ name: String) throws {
        let pipeline = try pipeline(name)
        try pipeline.check()
        let input = InputShape(frames: 1, height: 224, width: 224, channels: 3)
        let shapes = try pipeline.model.weightShapes(for: input)
        #expect(shapes.reduce(0) { $0 + $1.shape.count } == 17_837_891)
        let frozen = pipeline.training.freeze
        #expect(frozen.allSatisfy { path in shapes.contains { $0.name.hasPrefix("\(path).") } })
        let learning = shapes.filter { shape in
            !shape.name.contains("running_") && !frozen.contains { shape.name.hasPrefix("\($0).") }
        }
        #expect(learning.reduce(0) { $0 + $1.shape.count } == 1_609_987)
        #expect(pipeline.preparation.channels == 3)
    }

    @Test func onlyThePublishedVariantCarriesWeightsAndTearsPatients() throws {
        let (published, free) = (try pipeline("islam-2020"), try pipeline("islam-2020-leak-free"))
        #expect(published.training.initial == .unit(.previousFold))
        #expect(published.validation.folds.deal == .scans)
        #expect(free.training.initial == .fresh)
        #expect(free.validation.folds.deal == .patients)
        #expect(free.model == published.model)
        #expect(free.validation.test == .holdOut(0.2))
    }
}
