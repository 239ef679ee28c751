import Testing

@testable import Cohorts

@Suite struct FoldsTests {
    /// 120 patients with one scan each, classes and sites crossed.
    private var clinic: Cohort {
        var cohort = SplitTests.cohort((0..<120).map { (patient: "p\($0)", label: $0 % 4 == 0 ? 1 : 0) })
        for index in cohort.samples.indices {
            cohort.samples[index].attributes = ["site": index % 3 == 0 ? "north" : "south", "fold": "\(index % 4 + 8)"]
        }
        return cohort
    }

    @Test func foldsAreThoseOfASplit() throws {
        let folds = try Folds.make(clinic, FoldDescription(.count(5)), seed: 4)
        let split = try Split.make(clinic, SplitDescription(.folds(5, fold: 2), tuning: 0.1, seed: 4))
        #expect(try Split.make(clinic, folds, judging: 2, tuning: 0.1, seed: 4) == split)
    }

    @Test func foldsAreBalancedByClassAndSiteAtOnce() throws {
        let folds = try Folds.make(clinic, FoldDescription(.count(5), by: ["site"]), seed: 1)
        for fold in 0..<5 {
            let held = clinic.samples.filter { folds.numbers[$0.id] == fold }
            #expect((23...25).contains(held.count))
            #expect((5...7).contains(held.count { $0.label == 1 }))
            #expect((7...9).contains(held.count { $0.attributes["site"] == "north" }))
        }
    }

    @Test func withoutStrataFoldsAreOfOneSize() throws {
        let folds = try Folds.make(clinic, FoldDescription(.count(7), stratify: false), seed: 1)
        for fold in 0..<7 { #expect((17...18).contains(folds.numbers.values.count { $0 == fold })) }
    }

    @Test func aColumnSaysTheFolds() throws {
        let folds = try Folds.make(clinic, FoldDescription(.column("fold")), seed: 1)
        #expect(folds.count == 4)
        // 8, 9, 10, 11: shorter names stand first.
        #expect(clinic.samples.prefix(4).map { folds.numbers[$0.id] } == [0, 1, 2, 3])
        #expect(folds.tornPatients(of: clinic).isEmpty)
    }

    @Test func repetitionsDealAnew() throws {
        let rounds = try (0..<3).map { try Folds.make(clinic, FoldDescription(), repetition: $0, seed: 1) }
        #expect(Set(rounds).count == 3)
        #expect(try Folds.make(clinic, FoldDescription(), repetition: 2, seed: 1) == rounds[2])
    }

    @Test func refusesWhatCannotBeSatisfied() throws {
        let few = SplitTests.cohort((0..<12).map { (patient: "p\($0)", label: $0 % 4 == 0 ? 1 : 0) })
        #expect(throws: CohortError.tooFewPatients(class: "c1", patients: 3, folds: 5)) {
            try Folds.make(few, FoldDescription(.count(5)), seed: 0)
        }
        #expect(throws: CohortError.tooFewPatientsInAll(patients: 12, folds: 13)) {
            try Folds.make(few, FoldDescription(.count(13), stratify: false), seed: 0)
        }
        #expect(throws: CohortError.tooFewPatientsWith(value: "north", column: "site", patients: 40, folds: 41)) {
            try Folds.make(clinic, FoldDescription(.count(41), stratify: false, by: ["site"]), seed: 0)
        }
        #expect(throws: CohortError.self) { try Folds.make(clinic, FoldDescription(.column("hospital")), seed: 0) }
    }

    @Test func aPatientInSeveralFoldsIsNamed() throws {
        var cohort = clinic
        cohort.samples[1].patient = "p0"
        let folds = try Folds.make(cohort, FoldDescription(.column("fold")), seed: 1)
        #expect(folds.tornPatients(of: cohort) == ["p0"])
    }
}

/// Choices of whole patients that keep the classes' shares.
@Suite struct DealtCohortTests {
    /// 200 patients, every tenth with ten scans, every fourth of class 1.
    private var clinic: Cohort {
        SplitTests.cohort(
            (0..<200).flatMap { patient in
                (0..<(patient % 10 == 0 ? 10 : 1)).map { _ in (patient: "p\(patient)", label: patient % 4 == 0 ? 1 : 0)
                }
            })
    }

    @Test func aSampleKeepsSharesAndKindsOfPatients() throws {
        let cohort = clinic
        let sample = try cohort.sampled(95)
        #expect((85...105).contains(sample.samples.count))
        let positives = Double(cohort.samples.count { $0.label == 1 }) / Double(cohort.samples.count)
        let kept = Double(sample.samples.count { $0.label == 1 }) / Double(sample.samples.count)
        #expect(abs(kept - positives) < 0.06)
        let patients = Dictionary(grouping: sample.samples, by: \.patient)
        // Not only the patients with many scans, of whom there are 20.
        #expect(patients.count > 30)
        #expect(
            patients.allSatisfy { patient in patient.value.count == cohort.samples.count { $0.patient == patient.key } }
        )
        #expect(try cohort.sampled(95).samples == sample.samples)
        #expect(try cohort.sampled(1000).samples.count == cohort.samples.count)
        #expect(throws: CohortError.self) { try cohort.sampled(0) }
    }

    @Test func scansMayBeDealtOutOnTheirOwn() throws {
        let folds = try Folds.make(clinic, FoldDescription(.count(5), deal: .scans), seed: 1)
        #expect(!folds.tornPatients(of: clinic).isEmpty)
        #expect(try Folds.make(clinic, FoldDescription(.count(5)), seed: 1).tornPatients(of: clinic).isEmpty)
    }

    @Test func numbersAreReadFromColumns() throws {
        var cohort = SplitTests.cohort([(patient: "a", label: 0), (patient: "b", label: 1)])
        cohort.samples[0].attributes = ["age": " 41.5 "]
        cohort.samples[1].attributes = ["age": ""]
        #expect(try cohort.numbers(of: "age") == [41.5, nil])
        cohort.samples[1].attributes = ["age": "nan"]
        #expect(throws: CohortError.self) { try cohort.numbers(of: "age") }
    }
}
