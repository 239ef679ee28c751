import Testing

@testable import Evaluation

@Suite struct KappaTests {
    @Test func agreesWithScikitLearn() throws {
        let fixture = try StatisticsFixture.load().agreement
        let matrix = ConfusionMatrix(labels: fixture.labels, predictions: fixture.predictions, classCount: 4)
        let kappas = try KappaWeights.allCases.map { try #require(matrix.kappa(weights: $0)) }
        #expect(agree(kappas, fixture.kappa))
    }

    @Test func isUndefinedWhereChanceAgreesFully() {
        #expect(ConfusionMatrix(labels: [1, 1], predictions: [1, 1], classCount: 2).kappa() == nil)
        #expect(ConfusionMatrix(labels: [], predictions: [], classCount: 2).kappa() == nil)
        #expect(ConfusionMatrix(labels: [0, 1], predictions: [0, 0], classCount: 2).kappa() == 0)
    }
}
