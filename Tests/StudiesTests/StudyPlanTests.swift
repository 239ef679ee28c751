import Testing

@testable import Studies

@Suite struct StudyPlanTests {
    @Test func listsEachFoldOfEachRepetitionAndSeed() {
        let plan = StudyPlan(folds: 2, repetitions: 2, seeds: [7, 9])
        #expect(plan.units.count == 8)
        #expect(Set(plan.units.map(\.name)).count == 8)
        #expect(
            StudyPlan(folds: 2, seeds: [7]).table == """
                unit\tarm\trepeat\tfold\tseed\tafter
                main-repeat0-fold0-seed7\tmain\t0\t0\t7\t
                main-repeat0-fold1-seed7\tmain\t0\t1\t7\t

                """)
    }
}
