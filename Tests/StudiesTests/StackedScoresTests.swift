import Evaluation
import Testing

@testable import Studies

@Suite struct StackedScoresTests {
    /// Two models' scores of 60 samples in three folds; a quarter of those of `fold` may bear other labels.
    private func scores(turned fold: String? = nil) throws -> StackedScores {
        let folds = (0..<60).map { "\($0 % 3)" }
        let labels = (0..<60).map { sample in
            let label = (sample * 7 / 3) % 2
            return folds[sample] == fold && sample % 4 == 0 ? 1 - label : label
        }
        let models = try [5, 11].map { step in
            try ScoredSamples(
                probabilities: (0..<60).flatMap { sample in
                    let noise = Double(sample * step % 61) / 61
                    let p = 0.05 + 0.6 * noise + 0.3 * Double((sample * 7 / 3) % 2)
                    return [1 - p, p]
                }, labels: labels, classCount: 2)
        }
        return StackedScores(models: models, folds: folds)
    }

    @Test func aFoldsDecisionsFollowFromTheOthersAlone() throws {
        let (plain, turned) = (try scores(), try scores(turned: "1"))
        let rules = (OperatingRule.youden, AbstentionRule.coverage(0.8))
        let one = try plain.decided(plain.outOfFold(), by: rules.0, abstaining: rules.1)
        let other = try turned.decided(turned.outOfFold(), by: rules.0, abstaining: rules.1)
        let places = plain.places(in: "1")
        #expect(places.count == 20)
        for place in places {
            #expect(one.samples.predictions[place] == other.samples.predictions[place])
            #expect(one.samples.row(place) == other.samples.row(place))
            #expect(one.isAnswered[place] == other.isAnswered[place])
        }
        #expect(one.isAnswered.contains(false) && one.isAnswered.contains(true))
    }

    @Test func aFoldThatIsLeftOutChangesNothing() throws {
        let (plain, turned) = (try scores(), try scores(turned: "1"))
        #expect(try plain.outOfFold(without: "1") == turned.outOfFold(without: "1"))
        #expect(try plain.outOfFold(without: "1").count == 40)
        #expect(try plain.outOfFold() != turned.outOfFold())
    }
}
