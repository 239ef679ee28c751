import Foundation
import SystemPackage
import Testing

@testable import Pipelines

/// The ablations and searches that ship with Cine can be begun.
@Suite struct ShippedStudyTests {
    private func source(_ name: String) throws -> PipelineSource {
        let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
        return try PipelineSource(contentsOf: root.pushing(FilePath("pipelines/\(name).yaml")))
    }

    @Test func theArmsOfMontahaCanBeTrained() throws {
        let source = try source("montaha-2022")
        var maker = try ArmMaker(source)
        let arms = try AblationDescription(source.root).fixedArms(&maker)
        #expect(arms.map(\.name) == ["baseline", "one-sequence", "scrambled", "no-lstm", "cnn3d", "label-permutation"])
    }

    @Test func theChainOfMontahaCanBeTrained() throws {
        let source = try source("ablation-montaha")
        let description = try AblationDescription(source.root)
        var maker = try ArmMaker(source)
        #expect(try description.fixedArms(&maker).count == 6)
        #expect(description.factors.count == 12)
        for factor in description.factors {
            for level in factor.levels {
                _ = try maker.arm("\(factor.name)=\(level.name)", level.edits, origin: level.origin)
            }
        }
    }

    @Test(arguments: ["search-adrenal", "search-pneumoniamnist", "search-phantom"])
    func theSpacesCanBeSearched(name: String) throws {
        let source = try source(name)
        let maker = try CandidateMaker(source: source, description: SearchDescription(source.root))
        try maker.checkPaths()
        guard name != "search-phantom" else { return }
        let candidates = try maker.description.space.candidates()
        #expect(candidates.count == 144)
        for candidate in candidates { _ = try maker.pipeline(of: candidate) }
    }
}
