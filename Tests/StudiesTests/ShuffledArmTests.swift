import Cohorts
import Testing

@testable import Studies

@Suite struct ShuffledArmTests {
    @Test func theSealedPartIsThatOfTheOtherArms() throws {
        var settings = ValidationSettings()
        settings.test = .holdOut(0.2)
        let study = try AblationStudy(
            CohortExamples.clinic(patients: 60), settings, tuning: 0.1, splitSeed: 0, trainingSeed: 3,
            shuffledArms: ["shuffled"])
        let sealed = Set(study.validation.test.map(\.id))
        #expect(!sealed.isEmpty)
        var changed = 0
        for unit in study.plan(of: ["shuffled"]).units {
            let parts = try study.parts(of: unit)
            #expect(sealed.isDisjoint(with: parts.split.parts.keys))
            let labels = Dictionary(uniqueKeysWithValues: study.validation.cohort.samples.map { ($0.id, $0.label) })
            changed += parts.cohort.samples.count { labels[$0.id] != $0.label }
        }
        #expect(changed > 0)
    }
}
