import Foundation
import Phantoms
import Testing

@Suite struct PhantomTruthTests {
    private let present = PhantomTruth(
        path: "scan-0001.nii.gz", className: "present", patient: "patient-1",
        lesion: PhantomLesion(i: 3, j: 4, k: 5, radius: 2.12345, radiusMillimetres: 9.5))
    private let absent = PhantomTruth(path: "scan-0002.nii.gz", className: "absent", patient: "patient-2", lesion: nil)

    @Test func theColumnsAreTheContracts() {
        #expect(
            PhantomTruth.columns.joined(separator: ",")
                == "path,class,patient,lesion_i,lesion_j,lesion_k,lesion_radius,lesion_radius_mm")
    }

    @Test func cellsAreEmptyWithoutALesion() {
        #expect(present.cells == ["scan-0001.nii.gz", "present", "patient-1", "3", "4", "5", "2.123", "9.5"])
        #expect(absent.cells == ["scan-0002.nii.gz", "absent", "patient-2", "", "", "", "", ""])
    }

    @Test func aRowIsAJSONObjectWithTheColumnsAsKeys() throws {
        for truth in [present, absent] {
            let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(truth)) as? [String: Any]
            #expect(Set(try #require(object).keys) == Set(PhantomTruth.columns))
        }
    }
}
