import Testing

@testable import Training

@Suite struct TrainingSettingsTests {
    @Test func hasADefaultForEveryKey() throws {
        #expect(try JSONText.decode(TrainingSettings.self, from: "{}") == TrainingSettings())
    }

    @Test func readsEveryKey() throws {
        let text = """
            {"epochs": 3, "batch": 4, "optimizer": "sgd", "schedule": "cosine", "classWeights": [1, 2],
             "labelSmoothing": 0.1, "clip": 2, "earlyStopping": {"patience": 4, "metric": "auroc"}, "seed": 18446744073709551615,
             "initial": "fresh"}
            """
        let settings = try JSONText.decode(TrainingSettings.self, from: text)
        var expected = TrainingSettings()
        expected.epochs = 3
        expected.batch = 4
        expected.optimizer = .sgd(SGD())
        expected.schedule = .cosine(CosineSchedule())
        expected.classWeights = .list([1, 2])
        expected.labelSmoothing = 0.1
        expected.clip = 2
        expected.earlyStopping = EarlyStopping(patience: 4, metric: .auroc)
        expected.seed = .max
        #expect(settings == expected)
    }

    @Test func noneSwitchesASettingOff() throws {
        let settings = try JSONText.decode(TrainingSettings.self, from: #"{"clip": "none", "earlyStopping": "none"}"#)
        #expect(settings.clip == nil)
        #expect(settings.earlyStopping == nil)
    }

    @Test func comesBackFromItsJSON() throws {
        var settings = TrainingSettings()
        #expect(try JSONText.decode(TrainingSettings.self, from: JSONText.encode(settings)) == settings)
        settings.clip = nil
        settings.earlyStopping = nil
        settings.classWeights = .balanced
        #expect(try JSONText.decode(TrainingSettings.self, from: JSONText.encode(settings)) == settings)
    }

    @Test(arguments: [
        (#"{"epochs": 0}"#, "epochs: epochs is 0 but must be between 1 and 1000000"),
        (
            #"{"epochs": 9223372036854775807}"#,
            "epochs: epochs is 9223372036854775807 but must be between 1 and 1000000"
        ),
        (#"{"batch": -1}"#, "batch: batch is -1 but must be at least 1"),
        (#"{"labelSmoothing": 1}"#, "labelSmoothing: labelSmoothing is 1.0 but must be at least 0.0 and below 1.0"),
        (#"{"clip": 0}"#, "clip: clip is 0.0 but must be a number above 0.0"),
        (#"{"earlyStopping": {"patience": 0}}"#, "earlyStopping.patience: patience is 0 but must be at least 1"),
        (#"{"classWeights": "even"}"#, "classWeights: even is not known; choose none, balanced or a list of numbers"),
        (
            #"{"classWeights": [0, 0]}"#,
            "classWeights: class weights must be numbers of at least 0, not all of them 0"
        ),
    ])
    func refusesImpossibleValues(text: String, problem: String) {
        let error = #expect(throws: JSONText.Mismatch.self) {
            try JSONText.decode(TrainingSettings.self, from: text)
        }
        #expect(error?.problem == problem)
    }
}
