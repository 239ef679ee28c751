import Testing

@testable import Training

@Suite struct WeightAverageTests {
    @Test func warmsUp() {
        let average = WeightAverage(decay: 0.9)
        #expect(average.decay(at: 1) == 2.0 / 11)
        #expect(average.decay(at: 8) == 0.5)
        #expect(average.decay(at: 81) == 0.9)
        #expect(average.decay(at: 1000) == 0.9)
    }

    @Test func comesBackFromItsJSON() throws {
        var settings = TrainingSettings()
        settings.average = WeightAverage(decay: 0.5)
        settings.keep = .last
        #expect(try JSONText.decode(TrainingSettings.self, from: JSONText.encode(settings)) == settings)
        let read = try JSONText.decode(TrainingSettings.self, from: #"{"average": {"decay": 0.5}, "keep": "last"}"#)
        #expect(read == settings)
    }

    @Test func refusesAnImpossibleDecay() {
        let error = #expect(throws: JSONText.Mismatch.self) {
            try JSONText.decode(WeightAverage.self, from: #"{"decay": 1}"#)
        }
        #expect(error?.problem == "decay: decay is 1.0 but must be at least 0.0 and below 1.0")
    }
}
