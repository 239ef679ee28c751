import Testing

@testable import Training

@Suite struct ClassWeightsTests {
    @Test func balancedWeightsAreThoseOfScikitLearn() throws {
        // compute_class_weight("balanced", …) of 30, 10 and 20 samples
        #expect(try ClassWeights.balanced.weights(counts: [30, 10, 20]) == [Float(2.0 / 3), 2, 1])
    }

    @Test func noneLeavesAllAlike() throws {
        #expect(try ClassWeights.none.weights(counts: [3, 1]) == nil)
    }

    @Test func aListNeedsOneWeightAClass() throws {
        #expect(try ClassWeights.list([1, 3]).weights(counts: [3, 1]) == [1, 3])
        #expect(throws: TrainingError.self) { try ClassWeights.list([1]).weights(counts: [3, 1]) }
    }
}
