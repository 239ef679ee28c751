import Cohorts
import Evaluation
import Testing

@testable import Studies

@Suite struct CrossValidationTests {
    private func study(
        _ cohort: Cohort = CohortExamples.clinic(patients: 60), tuning: Double = 0.1,
        _ change: (inout ValidationSettings) -> Void = { _ in }
    ) throws -> CrossValidation {
        var settings = ValidationSettings()
        change(&settings)
        return try CrossValidation(cohort, settings, tuning: tuning, splitSeed: 0, trainingSeed: 3)
    }

    @Test func everySampleIsJudgedOnceInEachRepetitionByPatientsUnseen() throws {
        let study = try study { $0.repeats = 2 }
        #expect(study.plan.units.count == 10)
        for repetition in 0..<2 {
            var judged: [String] = []
            for unit in study.plan.units where unit.repetition == repetition {
                let parts = try study.parts(of: unit)
                #expect(parts.patientsInSeveralParts.isEmpty)
                #expect(Set(parts.tuning.map(\.label)) == [0, 1])
                judged += parts.judged.map(\.id)
            }
            #expect(judged.sorted() == study.cohort.samples.map(\.id).sorted())
        }
        #expect(study.arms[0].folds[0] != study.arms[0].folds[1])
    }

    @Test func seedsShareTheFolds() throws {
        let study = try study { $0.seeds = .count(2) }
        #expect(study.plan.units.map(\.seed) == [3, 3, 3, 3, 3, 4, 4, 4, 4, 4])
        let parts = try study.plan.units.filter { $0.fold == 2 }.map { try study.parts(of: $0).judged.map(\.id) }
        #expect(parts[0] == parts[1])
    }

    @Test func permutationControlsShuffleLabelsByPatientAndDealAnew() throws {
        let study = try study { $0.permutations = 2 }
        #expect(study.plan.units.count == 15)
        #expect(study.plan.units.map(\.arm).filter { $0 == "permuted1" }.count == 5)
        let (main, permuted) = (study.arms[0].cohort, study.arms[1].cohort)
        #expect(main.samples.map(\.label) != permuted.samples.map(\.label))
        #expect(permuted.samples.map(\.label) != study.arms[2].cohort.samples.map(\.label))
        let labels = Dictionary(grouping: permuted.samples, by: \.patient).mapValues { Set($0.map(\.label)) }
        #expect(labels.values.allSatisfy { $0.count == 1 })
        #expect(labels.values.count { $0 == [1] } == 20)
    }

    @Test func theSplitTableNamesTheFoldOfEachRepetition() throws {
        #expect(try study().splitTable.hasPrefix("sample,patient,fold\ns0-0,p0,"))
        #expect(try study { $0.repeats = 2 }.splitTable.hasPrefix("sample,patient,fold_0,fold_1\n"))
    }

    @Test func aTestPartStaysOutOfTheFolds() throws {
        let study = try study { $0.test = ValidationSettings.TestPart(column: "site", values: ["south"]) }
        #expect(study.test.count == 60)
        #expect(study.test.allSatisfy { $0.attributes["site"] == "south" })
        #expect(study.cohort.samples.allSatisfy { $0.attributes["site"] == "north" })
        #expect(study.splitTable.components(separatedBy: ",test\n").count == 61)
        #expect(study.warnings.isEmpty)
        #expect(throws: CohortError.self) {
            try self.study { $0.test = ValidationSettings.TestPart(column: "site", values: ["east"]) }
        }
    }

    @Test func aPatientInTestPartAndFoldsIsNamed() throws {
        var cohort = CohortExamples.clinic(patients: 60)
        cohort.samples[1].patient = "p0"
        let study = try study(cohort) { $0.test = ValidationSettings.TestPart(column: "site", values: ["south"]) }
        #expect(study.warnings.count == 1)
        #expect(study.warnings[0].contains("p0"))
    }

    @Test func whatCannotBeSatisfiedIsRefusedBeforeAnythingIsTrained() {
        #expect(throws: CohortError.tooFewPatients(class: "ill", patients: 4, folds: 5)) {
            try study(CohortExamples.clinic(patients: 12))
        }
        #expect(throws: StudyError.noTuningPart(what: "validation.calibration")) {
            try study(tuning: 0) { $0.calibration = .temperature }
        }
        var mixed = CohortExamples.clinic(patients: 60)
        mixed.samples[1].label = 1
        #expect(throws: StudyError.mixedPatient("p1", first: "ill", second: "well")) {
            try study(mixed) { $0.aggregate = .mean }
        }
    }
}

extension CohortParts {
    /// The patients whose scans stand in more than one part, in alphabetical order.
    fileprivate var patientsInSeveralParts: [String] {
        let placed = cohort.samples.compactMap { sample in split.parts[sample.id].map { (sample.patient, $0) } }
        return Dictionary(grouping: placed) { $0.0 }
            .filter { Set($0.value.map(\.1)).count > 1 }.keys.sorted()
    }
}
