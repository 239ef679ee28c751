import Testing

@testable import Evaluation

@Suite struct ConfusionMatrixTests {
    @Test(arguments: try MetricFixture.load().cases)
    func agreesWithScikitLearn(fixture: MetricFixture.Case) throws {
        #expect(ConfusionMatrix(try fixture.samples).counts == fixture.confusion)
    }

    @Test func countsTrueAndPredictedClasses() {
        let matrix = ConfusionMatrix(labels: [0, 0, 1, 2], predictions: [0, 1, 1, 0], classCount: 3)
        #expect(matrix.counts == [1, 1, 0, 0, 1, 0, 1, 0, 0])
        #expect(matrix.support(of: 0) == 2)
        #expect(matrix.predicted(as: 0) == 2)
        #expect(matrix.predicted(as: 2) == 0)
        #expect(matrix.f1(of: 2) == 0)
    }

    @Test func correlationIsZeroWhereNothingVaries() {
        #expect(ConfusionMatrix(labels: [0, 1], predictions: [0, 0], classCount: 2).mcc == 0)
        #expect(ConfusionMatrix(labels: [1, 1], predictions: [1, 1], classCount: 2).mcc == 0)
    }
}
