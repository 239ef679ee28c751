import Testing

@testable import Evaluation

@Suite struct AUROCTests {
    @Test func countsTiesHalf() {
        #expect(AUROC.area(scores: [0.5, 0.5, 0.5], positives: [true, false, false]) == 0.5)
        #expect(AUROC.area(scores: [0.1, 0.4, 0.4, 0.9], positives: [false, false, true, true]) == 0.875)
    }

    @Test func isOneForASeparatedAndZeroForAReversedOrder() {
        #expect(AUROC.area(scores: [1, 2, 3, 4], positives: [false, false, true, true]) == 1)
        #expect(AUROC.area(scores: [4, 3, 2, 1], positives: [false, false, true, true]) == 0)
    }

    @Test func needsBothClasses() {
        #expect(AUROC.area(scores: [0.2, 0.3], positives: [true, true]) == nil)
        #expect(AUROC.area(scores: [], positives: []) == nil)
    }
}
