import Foundation
import Imaging
import Tensors
import TestFolders
import Testing

@testable import Cohorts

@Suite struct CohortAuditTests {
    let folder: TemporaryFolder
    let cohort: Cohort

    init() throws {
        folder = try TemporaryFolder()
        for (name, value) in [("a", 1), ("b", 2), ("c", 1), ("d", 3)] {
            try folder.write(try PNGWriter.encode(Tensor(shape: [2, 2], repeating: Float(value))), to: "\(name).png")
        }
        try folder.write("no image", to: "e.png")
        for name in ["f/1.png", "f/2.png", "g/10.png", "g/9.png"] {
            try folder.write(
                try PNGWriter.encode(Tensor(shape: [2, 2], repeating: name.contains("1") ? 7 : 8)), to: name)
        }
        try folder.write(
            """
            path,class,patient,split
            a.png,x,1,train
            b.png,x,1,val
            c.png,y,2,val
            d.png,y,3,train
            e.png,x,3,train
            f,y,4,train
            g,y,5,train

            """, to: "labels.csv")
        cohort = try CohortReader.read(CohortDescription(), folder: folder.path)
    }

    private func audit() throws -> CohortAudit {
        try CohortAudit(cohort, contents: SampleContent.read(cohort.samples, decodes: true, threads: 2))
    }

    @Test func findsWhatIsWrong() throws {
        let audit = try audit()
        #expect(audit.foundSomething)
        #expect(audit.unreadable.map(\.sample) == ["e"])
        #expect(audit.unreadable.first?.line == 6)
        #expect(audit.identical.map(\.samples) == [["a", "c"]])
        #expect(audit.identical.first?.classes == ["x", "y"])
        #expect(audit.identical.first?.parts == ["train", "val"])
        #expect(audit.patientsInSeveralParts == [.init(patient: "1", counts: ["train": 1, "val": 1])])
        #expect(audit.patientsInSeveralClasses == [.init(patient: "3", counts: ["x": 1, "y": 1])])
        #expect(audit.classes.map(\.scans) == [3, 4])
        #expect(audit.classes.map(\.patients) == [2, 4])
        #expect(audit.classes[1].parts == ["train": 3, "val": 1])
        #expect(audit.partColumn == "split")
        #expect(throws: CohortError.self) { try CohortAudit(cohort, contents: [], partColumn: "prt") }
    }

    @Test func clipsAreHashedInNaturalOrder() throws {
        let contents = try SampleContent.read(cohort.samples, decodes: false, threads: 1)
        #expect(contents[5].hash != nil)
        #expect(contents[5].hash != contents[6].hash)
        #expect(contents[4].hash != nil)
        #expect(contents[4].problem == nil)
    }

    @Test func isReadableByPeopleAndMachines() throws {
        let audit = try audit()
        let text = "\(audit)"
        #expect(text.contains("unreadable scans: 1\n  e (line 6): "))
        #expect(text.contains("groups of identical files: 1\n  a, c; in classes x, y; in parts train, val"))
        #expect(text.contains("patients in several parts: 1\n  1: train (1), val (1)"))
        #expect(text.contains("y (positive)"))
        #expect(text.hasSuffix("The check found something."))
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(audit)) as? [String: Any]
        #expect(object?["patients_known"] as? Bool == true)
        #expect((object?["patients_in_several_parts"] as? [Any])?.count == 1)
    }

    @Test func tablesOfTheRunFolder() throws {
        let contents = try SampleContent.read(cohort.samples, decodes: true, threads: 2)
        let lines = cohort.table(contents: contents).split(separator: "\n")
        #expect(lines[0] == "sample,path,sha256,patient,label,status")
        #expect(lines[1].hasPrefix("a,a.png,"))
        #expect(lines[1].hasSuffix(",1,x,ok"))
        #expect(lines[5].hasSuffix(",3,x,unreadable"))
        let split = Split(parts: ["a": .train, "b": .tuning])
        #expect(split.table(of: cohort) == "sample,patient,part\na,1,train\nb,1,tuning\n")
    }
}
