import Testing

@testable import Cohorts

@Suite struct TuningCutTests {
    @Test func aRareClassIsOnBothSides() throws {
        let rows = (0..<100).map { (patient: "p\($0)", label: $0 < 2 ? 1 : 0) }
        let cohort = SplitTests.cohort(rows)
        let cut = try TuningCut.ids(of: cohort.samples, classes: cohort.classes, share: 0.1, seed: 0)
        let labels = cohort.samples.filter { cut.contains($0.id) }.map(\.label)
        #expect(labels.count { $0 == 1 } == 1)
        #expect(labels.count { $0 == 0 } == 10)
    }

    @Test func aLargePatientIsTakenOnlyWhereNoSmallerHelps() throws {
        let rows =
            [(patient: "big", label: 0)] + [(String, Int)](repeating: ("big", 0), count: 49)
            + (0..<50).map { ("p\($0)", 0) } + (0..<20).map { ("q\($0)", 1) }
        let cohort = SplitTests.cohort(rows.map { (patient: $0.0, label: $0.1) })
        let cut = try TuningCut.ids(of: cohort.samples, classes: cohort.classes, share: 0.1, seed: 3)
        let patients = Set(cohort.samples.filter { cut.contains($0.id) }.map(\.patient))
        #expect(!patients.contains("big"))
        #expect(cut.count == 12)
    }

    @Test func everySeedLeavesEachClassOnBothSides() throws {
        let rows = (0..<30).flatMap { patient in (0...(patient % 3)).map { (patient: "p\(patient)", label: $0) } }
        let cohort = SplitTests.cohort(rows, classes: 3)
        for seed in 0..<20 {
            let cut = try TuningCut.ids(of: cohort.samples, classes: cohort.classes, share: 0.1, seed: UInt64(seed))
            let (inside, outside) = (
                cohort.samples.filter { cut.contains($0.id) }, cohort.samples.filter { !cut.contains($0.id) }
            )
            #expect(Set(inside.map(\.label)) == [0, 1, 2])
            #expect(Set(outside.map(\.label)) == [0, 1, 2])
            #expect(Set(inside.map(\.patient)).isDisjoint(with: outside.map(\.patient)))
        }
    }
}
