import Testing

@testable import Networks

@Suite struct WeightNamesTests {
    private let names = WeightNames([
        "stem": "_conv_stem", "block*.expand": "_blocks.*._expand_conv", "block0.expand": "first",
        "layer*-*.bn": "layer*.*.bn1",
    ])

    @Test(arguments: [
        ("stem.weight", "_conv_stem.weight"),
        ("block12.expand.weight", "_blocks.12._expand_conv.weight"),
        ("block0.expand.weight", "first.weight"),
        ("layer3-1.bn.running_mean", "layer3.1.bn1.running_mean"),
    ])
    func aPairNamesWhatBeginsLikeIt(name: String, foreign: String) {
        #expect(names.foreignName(of: name) == foreign)
    }

    @Test(arguments: ["stems.weight", "block.expand.weight", "head.weight", "blockA.project.weight"])
    func whatNoPairCoversHasNoName(name: String) {
        #expect(names.foreignName(of: name) == nil)
    }

    @Test func withoutPairsNamesAreAlike() {
        #expect(WeightNames([:]).foreignName(of: "a.weight") == "a.weight")
    }
}
