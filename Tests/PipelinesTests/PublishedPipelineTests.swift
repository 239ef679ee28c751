import Foundation
import SystemPackage
import Testing

@testable import Pipelines

/// The pipeline files of `pipelines/` say what can be built; those whose input the file fixes are checked layer by layer.
@Suite struct PublishedPipelineTests {
    static let files: [FilePath] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../pipelines")
            .standardized
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { FilePath(folder.path).appending($0) }
    }()

    @Test func filesAreThere() {
        #expect(Self.files.count >= 9)
    }

    @Test(arguments: files)
    func thePipelineCanBeBuilt(_ file: FilePath) throws {
        try Pipeline(contentsOf: file).check()
    }
}
