import Imaging
import SystemPackage
import Testing

@testable import Cohorts

@Suite struct CohortJoinedTests {
    private let cohort = Cohort(
        samples: ["a", "a", "b", "c", "d"].enumerated().map { index, patient in
            Sample(
                id: "s\(index)", source: .file(FilePath("\(index).png")), path: "\(index).png", label: index % 2,
                patient: patient
            )
        },
        classes: ["x", "y"], positiveClass: 1, hasPatients: true, description: CohortDescription(),
        origin: "labels.csv",
        recognised: "")

    @Test func linkedPatientsBecomeOne() {
        let (joined, groups) = cohort.joined(by: [(1, 3)])
        #expect(joined.samples.map(\.patient) == ["a", "a", "b", "a", "d"])
        #expect(groups == ["a"])
        #expect(cohort.joined(by: []).cohort.samples == cohort.samples)
    }

    @Test func fixedPartsKeepTheJudgedSamplesOfAGroup() {
        let (joined, groups) = cohort.joined(by: [(1, 3)])
        let split = Split(parts: ["s0": .train, "s1": .tuning, "s2": .train, "s3": .validation, "s4": .validation])
        let whole = split.keepingWhole(groups, of: joined)
        #expect(whole.leftOut == ["s0", "s1"])
        #expect(
            whole.table(of: joined) == """
                sample,patient,part
                s0,a,left out
                s1,a,left out
                s2,b,train
                s3,a,validation
                s4,d,validation

                """)
        #expect(whole.parts == ["s2": .train, "s3": .validation, "s4": .validation])
    }
}
