import Foundation
import Testing

@testable import Cohorts

@Suite struct DescriptionCodingTests {
    private func decode<Value: Decodable>(_ json: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    private func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    @Test func aCohortReadsListsAndBareWords() throws {
        let description = try decode(
            #"{"manifest":"l.csv","group":"p","where":{"probe":"convex","class":["a","b"]}}"#,
            as: CohortDescription.self)
        #expect(
            description
                == CohortDescription(manifest: "l.csv", group: ["p"], where: ["probe": "convex", "class": ["a", "b"]]))
        #expect(try decode(#"{"group":["p","q"]}"#, as: CohortDescription.self).group == ["p", "q"])
        #expect(try decode(#"{"group":[]}"#, as: CohortDescription.self).group == [])
        #expect(try decode("{}", as: CohortDescription.self) == CohortDescription())
        #expect(try decode(try encoded(description), as: CohortDescription.self) == description)
    }

    @Test(arguments: [
        (#"{"holdOut":0.2}"#, SplitDescription(.holdOut(0.2))),
        (#"{"folds":5,"fold":3,"seed":9,"tuning":0}"#, SplitDescription(.folds(5, fold: 3), tuning: 0, seed: 9)),
        (#"{"folds":5}"#, SplitDescription(.folds(5, fold: 0))),
        (
            #"{"column":"split","train":["a","b"],"validation":"c","omit":"d"}"#,
            SplitDescription(.column("split", values: [.train: ["a", "b"], .validation: "c"], omit: "d"))
        ),
        (#"{"column":"split","tuning":"t"}"#, SplitDescription(.column("split", values: [.tuning: "t"], omit: []))),
        (#"{"column":"split","tuning":0.2}"#, SplitDescription(.column("split", values: [:], omit: []), tuning: 0.2)),
    ])
    func aSplitIsReadAndWritten(json: String, expected: SplitDescription) throws {
        let split = try decode(json, as: SplitDescription.self)
        #expect(split == expected)
        #expect(try decode(try encoded(split), as: SplitDescription.self) == expected)
    }

    @Test(arguments: [
        "{}", #"{"holdOut":0.2,"folds":5}"#, #"{"holdOut":1.5}"#, #"{"folds":1}"#, #"{"folds":5,"fold":5}"#,
        #"{"holdOut":0.2,"tuning":"t"}"#, #"{"holdOut":0.2,"tuning":1}"#,
    ])
    func mistakesAreRefused(json: String) {
        #expect(throws: DecodingError.self) { try decode(json, as: SplitDescription.self) }
    }
}
