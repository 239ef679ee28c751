import Names
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("epoch", "epochs"), ("lable", "label"), ("BatchNormalisation", "batchNormalization"), ("rellu", "relu"),
    ])
    func aSlipIsRecognised(word: String, meant: String) {
        #expect(NearestName.to(word, among: ["epochs", "label", "batchNormalization", "relu"]) == meant)
    }

    @Test func somethingElseIsNot() {
        #expect(NearestName.to("spacing", among: ["epochs", "label"]) == nil)
        #expect(NearestName.to("x", among: []) == nil)
        #expect(NearestName.to(String(repeating: "a", count: 100_000), among: ["a"]) == nil)
    }
}
