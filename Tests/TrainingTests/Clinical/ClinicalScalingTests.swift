import Cohorts
import SystemPackage
import Testing

@testable import Training

@Suite struct ClinicalScalingTests {
    private func samples(_ ages: [String]) -> [Sample] {
        ages.enumerated().map { number, age in
            Sample(
                id: "s\(number)", source: .file(FilePath("s\(number).png")), path: "s\(number).png", label: 0,
                patient: "p\(number)", attributes: ["age": age, "side": "1"])
        }
    }

    /// numpy: mean and population standard deviation of 50, 60 and 70 are 60 and 8.16496580927726.
    @Test func theTrainingPartSaysMeanAndDeviation() throws {
        let scaling = try ClinicalScaling(["age", "side"], fitting: samples(["50", "60", "", "70"]))
        #expect(scaling.columns[0].mean == 60)
        #expect(abs(scaling.columns[0].deviation - 8.16496580927726) < 1e-12)
        #expect(scaling.columns[1] == .init(name: "side", mean: 1, deviation: 1))
        #expect(scaling.count == 4)
        #expect(scaling.numbers([nil, 3]) == [0, 1, 2, 0])
        #expect(scaling.numbers([]) == [0, 1, 0, 1])
        #expect(abs(scaling.numbers(of: samples(["70"])[0])[0] - 1.2247449) < 1e-6)
    }

    @Test func aColumnWithoutAValueIsRefused() throws {
        let error = try #require(throws: TrainingError.self) {
            try ClinicalScaling(["age"], fitting: samples(["", "NA"]))
        }
        #expect("\(error)".contains("age has no value in the training part"), "\(error)")
    }
}
