import Foundation
import Testing

@testable import Evaluation

@Suite struct CalibrationTests {
    @Test func agreesWithScikitLearnAndGeneralMinimisers() throws {
        for fixture in try StatisticsFixture.load().calibrations {
            let samples = try fixture.samples
            let temperature = try TemperatureScaling(fitting: samples)
            #expect(agree([temperature.temperature], [fixture.temperature]), "\(fixture.name)")
            for (method, expected) in [
                (Calibration.Method.temperature, fixture.temperatureP), (.vector, fixture.vectorP),
                (.isotonic, fixture.isotonicP),
            ] {
                let calibration = try Calibration(method, fitting: samples)
                let found = try calibration.probabilities(of: fixture.logits, classCount: fixture.classes)
                let difference = zip(found, expected).map { abs($0 - $1) }.max() ?? 1
                #expect(difference <= 1e-9, "\(fixture.name), \(method)")
            }
            if let platt = fixture.platt {
                let found = try PlattScaling(fitting: samples)
                #expect(agree([found.slope, found.intercept], platt), "\(found)")
            }
        }
    }

    @Test func isotonicCurveAgreesWithScikitLearn() throws {
        let fixture = try StatisticsFixture.load().isotonic
        let curve = try IsotonicCurve(
            fitting: BinaryScores(scores: fixture.scores, positives: fixture.labels.map { $0 == 1 }))
        #expect(agree(fixture.at.map(curve.frequency(at:)), fixture.frequencies))
    }

    @Test func comesBackFromItsJSON() throws {
        for fixture in try StatisticsFixture.load().calibrations {
            for method in Calibration.Method.allCases where method != .platt || fixture.classes == 2 {
                let calibration = try Calibration(method, fitting: fixture.samples)
                let data = try JSONEncoder().encode(calibration)
                #expect(try JSONDecoder().decode(Calibration.self, from: data) == calibration)
                #expect(calibration.method == method)
            }
        }
    }

    @Test(arguments: [
        #"{"method": "temperature", "parameters": {"temperature": -1}}"#,
        #"{"method": "platt", "parameters": {"slope": 1, "intercept": 0, "positive_class": 5}}"#,
        #"{"method": "vector", "parameters": {"scales": [1, 1], "offsets": [0]}}"#,
        #"{"method": "isotonic", "parameters": {"curves": [], "positive_class": 1}}"#,
        #"{"method": "isotonic", "parameters": {"curves": [{"scores": [], "frequencies": []}], "positive_class": 1}}"#,
        #"{"method": "magic"}"#,
    ])
    func refusesParametersThatDoNotFit(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Calibration.self, from: Data(json.utf8)) }
    }

    @Test func doesNotDependOnAConstantThatSoftmaxIgnores() throws {
        let fixture = try StatisticsFixture.load().calibrations[1]
        let shifted = fixture.logits.enumerated().map { $0.element + Double($0.offset / fixture.classes % 7) - 3 }
        let samples = try ScoredLogits(logits: shifted, labels: fixture.labels, classCount: fixture.classes)
        let found = try Calibration(.vector, fitting: samples).probabilities(of: shifted, classCount: fixture.classes)
        #expect(agree(found, fixture.vectorP))
    }

    @Test func ofScoredSamplesUsesTheirProbabilities() throws {
        let fixture = try StatisticsFixture.load().calibrations[0]
        let plain = try ScoredSamples(
            probabilities: Calibration.none.probabilities(of: fixture.logits, classCount: 2), labels: fixture.labels,
            classCount: 2)
        let calibration = try Calibration(.temperature, fitting: ScoredLogits(plain))
        let calibrated = try calibration.calibrated(plain)
        #expect(agree(calibrated.probabilities, fixture.temperatureP))
        #expect(calibrated.labels == plain.labels)
        let (before, after) = (try #require(LogLoss.value(of: plain)), try #require(LogLoss.value(of: calibrated)))
        #expect(after < before)
        #expect(AUROC.value(of: plain) == AUROC.value(of: calibrated))
    }

    @Test func saysWhatSamplesDoNotDetermine() throws {
        let separated = try ScoredLogits(logits: [2, 0, 1, 0, 0, 1, 0, 2], labels: [0, 0, 1, 1], classCount: 2)
        let constant = try ScoredLogits(logits: [1, 1, 1, 1], labels: [0, 1], classCount: 2)
        let oneClass = try ScoredLogits(logits: [2, 0, 1, 3], labels: [0, 0], classCount: 2)
        let reversed = try ScoredLogits(logits: [0, 2, 0, 1, 1, 0, 2, 0], labels: [0, 0, 1, 1], classCount: 2)
        let empty = try ScoredLogits(logits: [], labels: [], classCount: 3)
        #expect(throws: EvaluationError.noFiniteFit(figure: "the temperature")) {
            try TemperatureScaling(fitting: separated)
        }
        #expect(throws: EvaluationError.noFiniteFit(figure: "vector scaling")) { try VectorScaling(fitting: separated) }
        #expect(throws: EvaluationError.noFiniteFit(figure: "the temperature")) {
            try TemperatureScaling(fitting: reversed)
        }
        #expect(throws: EvaluationError.noFiniteFit(figure: "Platt scaling")) { try PlattScaling(fitting: reversed) }
        #expect(try PlattScaling(fitting: separated).slope > 0)
        for method in Calibration.Method.allCases where method != .none {
            #expect(throws: EvaluationError.self, "\(method)") { try Calibration(method, fitting: constant) }
            #expect(throws: EvaluationError.self, "\(method)") { try Calibration(method, fitting: empty) }
        }
        for method in [Calibration.Method.platt, .isotonic, .vector] {
            #expect(throws: EvaluationError.self, "\(method)") { try Calibration(method, fitting: oneClass) }
        }
        #expect(throws: EvaluationError.countMismatch(list: "a row of logits", found: 3, expected: 2)) {
            try Calibration(.platt, fitting: separated).probabilities(of: [1, 2, 3], classCount: 3)
        }
        #expect(throws: EvaluationError.self) { try ScoredLogits(logits: [.nan, 0], labels: [0], classCount: 2) }
    }
}
