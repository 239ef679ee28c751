import Foundation
import Imaging
import SystemPackage
import TestFolders
import Testing

@testable import Cohorts

@Suite struct ManifestReaderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func read(_ manifest: String, _ description: CohortDescription = CohortDescription()) throws -> Cohort {
        try folder.write(manifest, to: "labels.csv")
        return try CohortReader.read(description, folder: folder.path)
    }

    private func files(_ names: String...) throws {
        for name in names { try folder.write("", to: name) }
    }

    private var manifest: FilePath { folder.path.appending("labels.csv") }

    private func place(_ line: Int, _ column: Int) -> TextPosition {
        TextPosition(file: manifest, line: line, column: column)
    }

    @Test func commonColumnsAreGuessedAndNamed() throws {
        try files("a.png", "b.png", "c/1.png", "d.nii.gz")
        let cohort = try read(
            """
            File,diagnosis,Patient,age
            a.png,sick,p1,30
            b.png,well,p1,31
            c,sick,p2,32
            d.nii.gz,well,,33

            """)
        #expect(cohort.samples.map(\.id) == ["a", "b", "c", "d"])
        #expect(cohort.samples.map(\.patient) == ["p1", "p1", "p2", "d"])
        #expect(cohort.samples.map(\.label) == [0, 1, 0, 1])
        #expect(cohort.samples.map(\.line) == [2, 3, 4, 5])
        #expect(cohort.samples[2].source == .frames(folder.path.appending("c")))
        #expect(cohort.samples[1].attributes["age"] == "31")
        #expect(cohort.classes == ["sick", "well"])
        #expect(cohort.positiveClass == 1)
        #expect(cohort.description.path == "File")
        #expect(cohort.description.label == "diagnosis")
        #expect(cohort.description.group == ["Patient"])
        #expect(
            cohort.recognised
                == "manifest labels.csv (4 rows; file “File”, class “diagnosis”, patient “Patient”): 4 scans, 3 patients; "
                + "classes in alphabetical order: sick (2), well (2)")
    }

    @Test func samplesThatDifferOnlyInTheirEndingKeepIt() throws {
        try files("a.png", "a.jpg", "b.PNG", "c.nii.gz")
        let cohort = try read("path,class\na.png,x\na.jpg,y\nb.PNG,x\nc.nii.gz,y\n")
        #expect(cohort.samples.map(\.id) == ["a.png", "a.jpg", "b", "c"])
    }

    @Test func classesFollowANumericColumn() throws {
        try files("a", "b", "c", "d")
        let cohort = try read("path,class,label\na,zebra,0\nb,ape,1\nc,zebra,0\nd,ape,1\n")
        #expect(cohort.classes == ["zebra", "ape"])
        let mixed = try read("path,class,label\na,zebra,0\nb,ape,1\nc,zebra,1\nd,ape,1\n")
        #expect(mixed.classes == ["ape", "zebra"])
        let numbers = try read("path,label\na,10\nb,9\nc,10\nd,9\n")
        #expect(numbers.classes == ["9", "10"])
    }

    @Test func listedClassesDecideAndPositiveIsNamed() throws {
        try files("a", "b", "c", "d")
        let rows = "path,class\na,x\nb,y\nc,x\nd,y\n"
        let cohort = try read(rows, CohortDescription(classes: ["y", "x"], positive: "y"))
        #expect(cohort.classes == ["y", "x"])
        #expect(cohort.positiveClass == 0)
        #expect(throws: CohortError.unknownLabels([.init("y", at: place(3, 3))], classes: ["x", "z"])) {
            try read(rows, CohortDescription(classes: ["x", "z"]))
        }
        #expect(throws: CohortError.emptyClass("z", manifest, known: ["x", "y"])) {
            try read(rows, CohortDescription(classes: ["x", "y", "z"]))
        }
        #expect(throws: CohortError.classTwice("x")) { try read(rows, CohortDescription(classes: ["x", "y", "x"])) }
        #expect(throws: CohortError.unknownPositive("z", classes: ["x", "y"])) {
            try read(rows, CohortDescription(positive: "z"))
        }
    }

    @Test func rowsAreFiltered() throws {
        try files("a", "b", "c", "d", "e")
        let rows = "path,class,probe\na,x,convex\nb,y,convex\nc,x,convex\nd,y,convex\ne,z,linear\n"
        let cohort = try read(rows, CohortDescription(where: ["probe": "convex", "class": ["x", "y"]]))
        #expect(cohort.samples.count == 4)
        #expect(cohort.recognised.contains("4 of 5 rows"))
        #expect(
            throws: CohortError.unknownValue("curved", column: "probe", file: manifest, known: ["convex", "linear"])
        ) {
            try read(rows, CohortDescription(where: ["probe": "curved"]))
        }
        #expect(throws: CohortError.nothingLeft(manifest)) {
            try read(rows, CohortDescription(where: ["probe": "linear", "class": "x"]))
        }
    }

    @Test func severalGroupColumnsJoinPatients() throws {
        try files("a", "b", "c", "d", "e")
        let cohort = try read(
            "path,class,patient,twin\na,x,1,\nb,y,2,t\nc,x,1,t\nd,y,,\ne,x,,u\n",
            CohortDescription(group: ["patient", "twin"]))
        #expect(cohort.samples.map(\.patient) == ["1", "1", "1", "d", "u"])
        let alone = try read("path,class,patient\na,x,1\nb,y,1\nc,x,1\nd,y,1\n", CohortDescription(group: []))
        #expect(!alone.hasPatients)
        #expect(alone.patientCount == 4)
    }

    @Test func missingFilesAreCountedAndTheFirstAreNamed() throws {
        try files("a")
        let rows = "class,path\nx,a\n" + (1...9).map { "y,missing\($0)\n" }.joined()
        let error = #expect(throws: CohortError.self) { try read(rows) }
        guard case .missingFiles(let files, let count, let total)? = error else {
            Issue.record("not missingFiles: \(String(describing: error))")
            return
        }
        #expect(count == 9)
        #expect(total == 10)
        #expect(files.count == 5)
        #expect(files.first?.position == place(3, 3))
        #expect(files.first?.reason == "is not there")
    }

    @Test func aDeviceIsNoScan() throws {
        let error = #expect(throws: CohortError.self) { try read("path,class\n/dev/null,x\n") }
        #expect("\(try #require(error))".contains("/dev/null is no file or folder"))
    }

    @Test func rowsThatNameTheSameFileAreRefused() throws {
        try files("a", "b")
        #expect(throws: CohortError.duplicate("./a", column: "path", place(4, 1), first: place(2, 1))) {
            try read("path,class\na,x\nb,y\n./a,x\n")
        }
        #expect(throws: CohortError.duplicate("1", column: "id", place(3, 3), first: place(2, 3))) {
            try read("path,id,class\na,1,x\nb,1,y\n", CohortDescription(id: "id"))
        }
    }

    @Test func labelsMustBeThereAndNotAlone() throws {
        try files("a", "b", "c")
        #expect(throws: CohortError.loneLabel(.init("y", at: place(3, 3)), sample: "b")) {
            try read("path,class\na,x\nb,y\nc,x\n")
        }
        #expect(throws: CohortError.emptyCell(column: "class", place(3, 3))) { try read("path,class\na,x\nb,\nc,x\n") }
        #expect(throws: CohortError.tooFewClasses(["x"], manifest)) { try read("path,class\na,x\nb,x\nc,x\n") }
    }

    @Test func tablesWithoutWhatIsNeededAreRefused() throws {
        #expect(throws: CohortError.emptyTable(manifest)) { try read("path,class\n") }
        #expect(
            throws: CohortError.noColumn(
                key: "path", what: "that of the files", file: manifest, known: ["x", "class"])
        ) { try read("x,class\n1,2\n") }
        #expect(
            throws: CohortError.unknownColumn(
                "clas", in: place(1, 1), nearest: "class", known: ["path", "class"])
        ) { try read("path,class\n1,2\n", CohortDescription(label: "clas")) }
    }

    @Test func labelsThatDifferInSpacesAreNoted() throws {
        try files("a", "b", "c", "d")
        let cohort = try read("path,class\na,x\nb,X \nc,x\nd,X \n")
        #expect(cohort.notes == ["the classes “X ” and “x” differ only in case or spaces"])
    }

    @Test func pathsMayBeAbsoluteOrBelowAnotherRoot() throws {
        try files("scans/a", "scans/b", "c", "d")
        let cohort = try read(
            "path,class\na,x\n\(folder.path)/scans/b,y\n../c,x\n../d,y\n", CohortDescription(root: "scans"))
        #expect(cohort.samples.map(\.source.path.lastComponent?.string) == ["a", "b", "c", "d"])
    }
}
