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

    @Test func scansOfAGroupThatTheTestPartTearsApartAreLeftOut() throws {
        var cohort = CohortExamples.clinic(patients: 60)
        let place = try #require(cohort.samples.firstIndex { $0.patient == "p2" })
        cohort.samples[place].attributes["site"] = "elsewhere"
        var settings = ValidationSettings()
        settings.test = .column("site", values: ["elsewhere"])
        let torn = try CrossValidation(cohort, settings, tuning: 0.1, splitSeed: 0, trainingSeed: 3)
        #expect(torn.leftOut.isEmpty && torn.cohort.samples.count == cohort.samples.count - 1)
        let whole = try CrossValidation(
            cohort, settings, keepingWhole: ["p2", "p5"], tuning: 0.1, splitSeed: 0, trainingSeed: 3)
        let ids = cohort.samples.filter { $0.patient == "p2" }.map(\.id)
        #expect(whole.test.map(\.id) == [cohort.samples[place].id])
        #expect(whole.leftOut.map(\.id) == ids.filter { $0 != cohort.samples[place].id })
        #expect(whole.cohort.samples.contains { $0.patient == "p5" })
        for id in whole.leftOut.map(\.id) { #expect(whole.splitTable.contains("\(id),p2,left out\n")) }
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
        let study = try study { $0.test = .column("site", values: ["south"]) }
        #expect(study.test.count == 60)
        #expect(study.test.allSatisfy { $0.attributes["site"] == "south" })
        #expect(study.cohort.samples.allSatisfy { $0.attributes["site"] == "north" })
        #expect(study.splitTable.components(separatedBy: ",test\n").count == 61)
        #expect(study.warnings.isEmpty)
        #expect(throws: CohortError.self) {
            try self.study { $0.test = .column("site", values: ["east"]) }
        }
    }

    @Test func aPatientInTestPartAndFoldsIsNamed() throws {
        var cohort = CohortExamples.clinic(patients: 60)
        cohort.samples[1].patient = "p0"
        let study = try study(cohort) { $0.test = .column("site", values: ["south"]) }
        #expect(study.warnings.count == 1)
        #expect(study.warnings[0].contains("p0"))
    }

    @Test func aShareOfThePatientsMayBeTheTestPart() throws {
        let study = try study { $0.test = .holdOut(0.2) }
        #expect((18...30).contains(study.test.count))
        #expect(Set(study.test.map(\.label)) == [0, 1])
        #expect(Set(study.test.map(\.patient)).isDisjoint(with: study.cohort.samples.map(\.patient)))
    }

    @Test func carriedWeightsRememberWhatTheyLearnt() throws {
        let study = try CrossValidation(
            CohortExamples.clinic(patients: 60), ValidationSettings(), tuning: 0.1, splitSeed: 0, trainingSeed: 3,
            carriesWeights: true)
        let units = study.plan.units
        #expect(units[0].after.isEmpty)
        #expect(units[1].after == [units[0].name])
        let uses = try study.uses()
        #expect(uses.compactMap { $0.previous?.name } == units.dropLast().map(\.name))
        #expect(uses[0].previous == nil && uses[0].inherited.isEmpty)
        #expect(try uses.dropFirst().map(\.inherited) == units.dropLast().map { try study.learnt(by: $0) })
        // What the second fold judges was learnt while the first was judged.
        let judged = Set(try study.parts(of: units[1]).judged.map(\.id))
        #expect(uses[1].inherited.isSuperset(of: judged))
        #expect(try study.learnt(by: units[4]) == Set(study.cohort.samples.map(\.id)))
    }

    @Test func innerFoldsAreMadeOfWhatTheOuterOneLeaves() throws {
        let study = try study { $0.nested = ValidationSettings.Nested(folds: 3) }
        #expect(study.plan.units.count == 20)
        #expect(study.plan.units[0].name == "main-repeat0-fold0-inner0-seed3")
        #expect(study.plan.units[3].after == study.plan.units[0..<3].map(\.name))
        #expect(study.plan.table.hasPrefix("unit\tarm\trepeat\tfold\tinner\tseed\tafter\n"))
        let outer = try study.parts(of: study.plan.units[3])
        var judged: [String] = []
        for unit in study.plan.units[0..<3] {
            let parts = try study.parts(of: unit)
            #expect(parts.patientsInSeveralParts.isEmpty)
            #expect(!parts.training.isEmpty && !parts.tuning.isEmpty)
            judged += parts.judged.map(\.id)
        }
        #expect(judged.sorted() == (outer.training + outer.tuning).map(\.id).sorted())
    }

    @Test func scansMayBeDealtOutOneByOne() throws {
        let study = try study { $0.folds.deal = .scans }
        let parts = try study.parts(of: study.plan.units[0])
        #expect(!parts.patientsInSeveralParts.isEmpty)
        #expect(!study.warnings.isEmpty)
    }

    @Test func furtherSeedsUseTheSamplesAlike() throws {
        let study = try study {
            ($0.seeds, $0.permutations) = (.count(3), 1)
            $0.nested = ValidationSettings.Nested(folds: 2)
        }
        #expect(study.plan.units.count == 3 * 5 * 3 + 5)
        #expect(try study.uses().count == 5 * 3 + 5)
    }

    @Test func moreTrainingsThanCanBeMeantAreRefused() throws {
        #expect(throws: StudyError.tooManyUnits(500_000_000, limit: 10_000)) {
            try study { ($0.repeats, $0.seeds) = (10_000, .count(10_000)) }
        }
        let many = try study { ($0.repeats, $0.seeds) = (101, .count(2)) }
        #expect(throws: StudyError.tooManyMembers(1010, limit: 1000)) { try many.checkMembers() }
        try study { $0.repeats = 200 }.checkMembers()
    }

    @Test func whatCannotBeSatisfiedIsRefusedBeforeAnythingIsTrained() {
        #expect(throws: CohortError.tooFewPatients(class: "ill", patients: 4, folds: 5)) {
            try study(CohortExamples.clinic(patients: 12))
        }
        #expect(throws: StudyError.noTuningPart(what: "validation.calibration")) {
            try study(tuning: 0) { $0.calibration = .temperature }
        }
        var three = CohortExamples.clinic(patients: 60)
        (three.classes, three.positiveClass) = (["well", "ill", "unsure"], nil)
        for place in three.samples.indices where three.samples[place].attributes["site"] == "south" {
            three.samples[place].label = 2
        }
        #expect(throws: StudyError.plattNeedsTwoClasses(3)) { try study(three) { $0.calibration = .platt } }
        var mixed = CohortExamples.clinic(patients: 60)
        mixed.samples[1].label = 1
        #expect(throws: StudyError.mixedPatient("p1", first: "ill", second: "well")) {
            try study(mixed) { $0.aggregate = .rule(.mean) }
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
