import Foundation
import Imaging
import SystemPackage
import Testing

@testable import Cohorts

@Suite struct SplitTests {
    /// A cohort with a sample for each (patient, class) pair.
    static func cohort(_ rows: [(patient: String, label: Int)], parts: [String] = [], classes: Int = 2) -> Cohort {
        let samples = rows.enumerated().map { index, row in
            Sample(
                id: "s\(index)", source: .file(FilePath("s\(index).png")), path: "s\(index).png", label: row.label,
                patient: row.patient, attributes: parts.isEmpty ? [:] : ["part": parts[index]], line: index + 2)
        }
        return Cohort(
            samples: samples, classes: (0..<classes).map { "c\($0)" }, positiveClass: nil, hasPatients: true,
            description: CohortDescription(), origin: "labels.csv", recognised: "")
    }

    /// 200 patients with one to five scans; a quarter are of class 1.
    static let clinic = cohort(
        (0..<200).flatMap { patient in
            (0...(patient * 7 % 5)).map { _ in (patient: "p\(patient)", label: patient % 4 == 0 ? 1 : 0) }
        })

    private func isWhole(_ split: Split, _ cohort: Cohort) -> Bool {
        Dictionary(grouping: cohort.samples, by: \.patient).values.allSatisfy { samples in
            Set(samples.map { split.parts[$0.id] }).count == 1
        }
    }

    /// The numbers are those of Python:
    /// `(int.from_bytes(hashlib.sha256(b"p1").digest()[:8], "big") >> 11) / 2**53`.
    @Test(arguments: [("p1", 0.9619952432903477), ("p2", 0.22373642888803447), ("pocus_80", 0.6928249799697266)])
    func aPatientsPlaceNeverChanges(patient: String, place: Double) {
        #expect(Split.position(of: patient) == place)
    }

    @Test func holdingOutKeepsPatientsWholeAndClassesBalanced() throws {
        let split = try Split.make(Self.clinic, SplitDescription(.holdOut(0.2)))
        #expect(isWhole(split, Self.clinic))
        for sample in Self.clinic.samples {
            #expect((split.parts[sample.id] == .validation) == (Split.position(of: sample.patient) < 0.2))
        }
        let train = Self.clinic.samples.filter { split.parts[$0.id] == .train || split.parts[$0.id] == .tuning }
        let tuning = split.samples(of: Self.clinic, in: .tuning)
        #expect(abs(Double(tuning.count) / Double(train.count) - 0.1) < 0.01)
        let share = { (samples: [Sample]) in Double(samples.count { $0.label == 1 }) / Double(samples.count) }
        #expect(abs(share(tuning) - share(train)) < 0.03)
    }

    @Test func foldsCoverEverySampleOnceAndAreBalanced() throws {
        var scored: [String] = []
        for fold in 0..<5 {
            let split = try Split.make(Self.clinic, SplitDescription(.folds(5, fold: fold)))
            #expect(isWhole(split, Self.clinic))
            let held = split.samples(of: Self.clinic, in: .validation)
            scored += held.map(\.id)
            for label in 0..<2 {
                let expected = Double(Self.clinic.classCounts[label]) / 5
                #expect(abs(Double(held.count { $0.label == label }) - expected) <= 1, "fold \(fold), class \(label)")
            }
        }
        #expect(Set(scored).count == Self.clinic.samples.count)
        #expect(scored.count == Self.clinic.samples.count)
    }

    @Test func partsDependOnTheSeedAloneAndNotOnTheOrder() throws {
        var reversed = Self.clinic
        reversed.samples.reverse()
        let rule = SplitDescription.Rule.folds(5, fold: 1)
        let split = try Split.make(Self.clinic, SplitDescription(rule))
        #expect(try Split.make(reversed, SplitDescription(rule)) == split)
        #expect(try Split.make(Self.clinic, SplitDescription(rule, seed: 1)) != split)
    }

    @Test func columnsNameTheParts() throws {
        let rows = (0..<8).map { (patient: "p\($0)", label: $0 % 2) }
        let parts = ["train", "train", "train", "train", "val", "val", "test", "test"]
        let cohort = Self.cohort(rows, parts: parts)
        let guessed = try Split.make(cohort, SplitDescription(.column("part", values: [:], omit: []), tuning: 0))
        #expect(guessed.samples(of: cohort, in: .test).map(\.id) == ["s6", "s7"])
        let values: [Part: NameList] = [.train: ["train"], .validation: ["val"]]
        let place = TextPosition(file: "labels.csv", line: 8, column: 1)
        #expect(throws: CohortError.unknownPart(.init("test", at: place), column: "part", samples: 2)) {
            try Split.make(cohort, SplitDescription(.column("part", values: values, omit: [])))
        }
        let named = try Split.make(cohort, SplitDescription(.column("part", values: values, omit: "test")))
        #expect(named.parts.count == 6)
        #expect(named.parts["s6"] == nil)
        #expect(
            throws: CohortError.unknownColumn(
                "prt", in: TextPosition(file: "labels.csv", line: 1, column: 1), nearest: "part", known: ["part"])
        ) { try Split.make(cohort, SplitDescription(.column("prt", values: [:], omit: []))) }
        #expect(throws: CohortError.self) {
            try Split.make(
                cohort, SplitDescription(.column("part", values: [.train: ["train", "val", "test"]], omit: [])))
        }
    }

    @Test func whatCannotBePartedIsAnErrorWithNumbers() {
        let few = Self.cohort([("a", 0), ("b", 0), ("c", 0), ("d", 1), ("d", 1), ("e", 1)])
        #expect(throws: CohortError.tooFewPatients(class: "c1", patients: 2, folds: 3)) {
            try Split.make(few, SplitDescription(.folds(3, fold: 0)))
        }
        let parts = ["train", "train", "val", "train", "train", "val"]
        let lone = Self.cohort([("a", 0), ("b", 0), ("c", 0), ("d", 1), ("d", 1), ("e", 1)], parts: parts)
        #expect(throws: CohortError.noTuningCut(class: "c1", samples: 2, patients: 1)) {
            try Split.make(lone, SplitDescription(.column("part", values: [:], omit: [])))
        }
        #expect(throws: CohortError.invalidSplit(key: "fold", allowed: "0 to 4")) {
            try Split.make(Self.clinic, SplitDescription(.folds(5, fold: 5)))
        }
        #expect(throws: CohortError.invalidSplit(key: "holdOut", allowed: "between 0 and 1")) {
            try Split.make(Self.clinic, SplitDescription(.holdOut(.nan)))
        }
        #expect(throws: CohortError.self) { try Split.make(Self.cohort([("p1", 0), ("p1", 1)]), SplitDescription()) }
    }
}
