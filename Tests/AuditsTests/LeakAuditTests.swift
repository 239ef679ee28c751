import Cohorts
import Foundation
import Imaging
import Preparation
import Tensors
import TestFolders
import Testing

@testable import Audits

@Suite struct LeakAuditTests {
    let folder: TemporaryFolder
    let cohort: Cohort
    let evidence: CohortEvidence

    init() throws {
        folder = try TemporaryFolder()
        for (name, patient) in [("a", 1), ("b", 2), ("c", 1), ("d", 3), ("e", 4), ("g", 5)] {
            try folder.write(try PNGWriter.encode(TestImages.image(patient: UInt64(patient))), to: "\(name).png")
        }
        try folder.write(
            try PNGWriter.encode(TestImages.brightened(TestImages.image(patient: 3))), to: "f.png")
        try folder.write(
            """
            path,class,patient,split
            a.png,x,1,train
            b.png,x,2,train
            c.png,y,3,validation
            d.png,y,4,train
            e.png,x,2,test
            f.png,y,5,validation
            g.png,y,1,train

            """, to: "labels.csv")
        cohort = try CohortReader.read(CohortDescription(), folder: folder.path)
        evidence = try CohortEvidence.read(cohort.samples, preparation: Preparation(), threads: 2)
    }

    private func audit(_ partings: [AuditedParts], initial: WeightLineage? = nil) -> LeakAudit {
        LeakAudit(
            cohort, partings: partings, evidence: evidence, initial: initial.map { [$0] } ?? [],
            preparation: Preparation())
    }

    @Test func everyLeakIsNamed() throws {
        let audit = audit([AuditedParts(cohort, column: "split")])
        #expect(audit.leaks.map(\.kind) == [.patient, .identical, .nearDuplicate])
        #expect(audit.leaks.map(\.samples) == [["b", "e"], ["a", "c"], ["d", "f"]])
        #expect(audit.leaks.map(\.places) == [["train", "test"], ["train", "validation"], ["train", "validation"]])
        #expect(audit.leaks[0].description == "patient 2 has scans in train and test: b, e")
        #expect(audit.stamp == ["patient": 1, "identical": 1, "near_duplicate": 1])
        #expect(audit.findings.last?.kind == .classes)
        #expect(audit.findings.last?.places == ["x", "y"])
        let copy = try JSONDecoder().decode(LeakAudit.self, from: JSONEncoder().encode(audit))
        #expect(copy == audit)
    }

    @Test func partsThatKeepGroupsWholeHaveNone() {
        let whole = audit([AuditedParts(members: ["train": ["a", "c", "g"], "validation": ["b", "e"]])])
        #expect(whole.leaks.isEmpty && whole.stamp == nil)
    }

    @Test func aLeakOfAnyFoldCounts() {
        let folds = [
            AuditedParts(members: ["train": ["a", "b", "c", "e", "g"], "validation": ["d", "f"]]),
            AuditedParts(members: ["train": ["d"], "validation": ["f"]]),
        ]
        #expect(audit(folds).leaks.map(\.samples) == [["d", "f"]])
    }

    @Test func judgedSamplesMustNotChoose() {
        let audit = audit([AuditedParts(members: ["train": ["b"], "tuning": ["d"], "validation": ["d", "b"]])])
        // Their patients and copies stand in both parts, too.
        #expect(audit.leaks.map(\.kind).suffix(2) == [.sample, .choice])
    }

    @Test func carriedWeightsAreTracedToTheirRun() throws {
        let hash = try #require(evidence.contents[1].hash)
        try folder.write("sample,path,sha256\nold,x,\(hash)\nother,y,00\n", to: "run/cohort.csv")
        try folder.write("sample,patient,part\nold,1,train\nother,2,validation\n", to: "run/split.csv")
        let parts = [AuditedParts(members: ["train": ["a"], "validation": ["b"]])]
        let known = audit(parts, initial: WeightLineage(of: folder.path.appending("run/model.safetensors")))
        #expect(known.leaks.map(\.kind) == [.weights])
        #expect(known.leaks.first?.samples == ["b"])
        let resumed = WeightLineage(of: folder.path.appending("run/model.safetensors"), continuesOthers: true)
        #expect(audit(parts, initial: resumed).leaks.count == 1)
        #expect(audit(parts, initial: resumed).notes.contains { $0.contains("had started from other weights") })
        var carrying = AuditedParts(members: ["train": ["a"], "validation": ["b"]])
        carrying.carried = AuditedParts.CarriedWeights(unit: "main-repeat0-fold0-seed0", learnt: ["b", "c"])
        let carried = audit([AuditedParts(members: ["train": ["b"], "validation": ["a"]]), carrying])
        #expect(carried.leaks.map(\.kind) == [.weights])
        #expect(carried.leaks.first?.samples == ["b"])
        #expect(carried.leaks.first?.description.contains("main-repeat0-fold0-seed0") == true)
        // The ensemble of a validation has learnt from all folds, the model of a unit from its own parts.
        try folder.write("sample,path,sha256\nold,x,\(hash)\nother,y,00\n", to: "cross/cohort.csv")
        try folder.write("sample,patient,fold_0,fold_1\nold,1,0,3\nother,2,test,test\n", to: "cross/split.csv")
        for (unit, part, leaks) in [("seen", "tuning", 1), ("judged", "validation", 0)] {
            try folder.write("sample,patient,part\nold,1,\(part)\n", to: "cross/units/\(unit)/split.csv")
            let lineage = WeightLineage(of: folder.path.appending("cross/units/\(unit)/model.safetensors"))
            #expect(lineage.note == nil && audit(parts, initial: lineage).leaks.count == leaks)
        }
        let ensemble = WeightLineage(of: folder.path.appending("cross/model.safetensors"))
        #expect(ensemble.learnt == ["\(hash)"])
        let unknown = audit(parts, initial: WeightLineage(of: folder.path.appending("model.safetensors")))
        #expect(unknown.leaks.isEmpty)
        #expect(unknown.notes.contains { $0.contains("cannot be seen") })
    }
}
