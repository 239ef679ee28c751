import Foundation
import TestFolders
import Testing

/// What `cine check` says of a pipeline's parts.
@Suite struct CheckTests {
    private let pipeline = """
        cohort: { manifest: labels.csv, path: path, label: class, group: patient }
        split: { folds: 3, fold: 0 }
        preparation: { frames: 4, size: [8, 8] }
        model: [{ timeDistributed: { layers: [flatten] } }, { lstm: { units: 4 } }, { dense: { units: 2 } }]

        """

    private func check(_ block: String) throws -> Command {
        let folder = try TemporaryFolder()
        try folder.makePhantoms("random", 36, perPatient: 3)
        try folder.write(pipeline + block, to: "p.yaml")
        return try Command.cine("check", folder.path("p.yaml"), "--data", folder.path("data"), "--json")
    }

    private func leaks(_ check: Command) throws -> (split: [[String: Any]]?, validation: [[String: Any]]?) {
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any], "\(check.errors)")
        return (object["leaks"] as? [[String: Any]], object["validation_leaks"] as? [[String: Any]])
    }

    @Test func theFoldsOfAValidationAreAudited() throws {
        let check = try check("validation: { folds: 3, deal: scans }\n")
        let (split, validation) = try leaks(check)
        #expect(check.status == 1 && split?.isEmpty == true)
        #expect(validation?.isEmpty == false && validation?.allSatisfy { $0["kind"] as? String == "patient" } == true)
    }

    @Test func wholePatientsLeakNothing() throws {
        let (split, validation) = try leaks(try check("validation: { folds: 3, test: { holdOut: 0.3 } }\n"))
        #expect(split?.isEmpty == true && validation?.isEmpty == true)
    }

    @Test func carriedWeightsAreFound() throws {
        let check = try check("training: { initial: { unit: previousFold } }\nvalidation: { folds: 3 }\n")
        let validation = try leaks(check).validation
        #expect(check.status == 1 && validation?.count == 1 && validation?[0]["kind"] as? String == "weights")
    }

    @Test func withoutTheBlockOnlyTheSplitIsAudited() throws {
        #expect(try leaks(try check("")).validation == nil)
    }
}
