import Cohorts
import Foundation
import SystemPackage

/// Cohorts without files.
enum CohortExamples {
    /// Patients with one to three scans each; every third is of class 1, and sites alternate.
    static func clinic(patients: Int) -> Cohort {
        var samples: [Sample] = []
        for patient in 0..<patients {
            for scan in 0...(patient % 3) {
                let id = "s\(patient)-\(scan)"
                samples.append(
                    Sample(
                        id: id, source: .file(FilePath("\(id).png")), path: "\(id).png",
                        label: patient % 3 == 0 ? 1 : 0,
                        patient: "p\(patient)", attributes: ["site": patient % 2 == 0 ? "north" : "south"],
                        line: samples.count + 2))
            }
        }
        return Cohort(
            samples: samples, classes: ["well", "ill"], positiveClass: 1, hasPatients: true,
            description: CohortDescription(), origin: "labels.csv", recognised: "")
    }
}
