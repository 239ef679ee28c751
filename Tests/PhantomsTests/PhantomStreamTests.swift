import Testing

@testable import Phantoms

@Suite struct PhantomStreamTests {
    @Test(arguments: PhantomKind.allCases, [1, 2, 3])
    func classesAreBalanced(kind: PhantomKind, scansPerPatient: Int) throws {
        let count = 24 * kind.classes.count * scansPerPatient
        let stream = PhantomStream(phantom: try Phantom(kind: kind, count: count, scansPerPatient: scansPerPatient))
        let labels = (0..<count).map(stream.label)
        for label in kind.classes.indices {
            #expect(labels.count { $0 == label } == 24 * scansPerPatient)
        }
    }

    @Test func everyCountIsBalancedToOneScanWhereEachIsAPatientOfItsOwn() throws {
        for count in 1...30 {
            let stream = PhantomStream(phantom: try Phantom(kind: .lesionXray, count: count))
            let labels = (0..<count).map(stream.label)
            let sizes = (0..<3).map { label in labels.count { $0 == label } }
            #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
        }
    }

    @Test func thePatientsScansStandInARowAndMayDifferInLabel() throws {
        let stream = PhantomStream(phantom: try Phantom(kind: .lesionMRI, count: 60, scansPerPatient: 2))
        #expect((0..<6).map(stream.patient) == [0, 0, 1, 1, 2, 2])
        let pairs = (0..<30).map { (stream.label(ofScan: 2 * $0), stream.label(ofScan: 2 * $0 + 1)) }
        #expect(pairs.contains { $0 == $1 })
        #expect(pairs.contains { $0 != $1 })
    }

    @Test func seedsKindsAndScansDrawDifferentNumbers() throws {
        func first(_ kind: PhantomKind, seed: UInt64, scan: Int) throws -> UInt64 {
            var generator = PhantomStream(phantom: try Phantom(kind: kind, count: 9, seed: seed)).generator(
                ofScan: scan)
            return generator.next()
        }
        let numbers = [
            try first(.lesionMRI, seed: 1, scan: 0), try first(.lesionMRI, seed: 1, scan: 1),
            try first(.lesionMRI, seed: 2, scan: 0), try first(.lesionClip, seed: 1, scan: 0),
        ]
        #expect(Set(numbers).count == 4)
    }
}
