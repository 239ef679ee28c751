import Testing

@testable import Training

@Suite struct SoftmaxTests {
    @Test func addsUpToOne() {
        // scipy.special.softmax([1, 2, 4])
        let expected = [0.04201006613406605, 0.11419519938459449, 0.8437947344813395]
        for (value, reference) in zip(Softmax.probabilities([1, 2, 4]), expected) {
            #expect(abs(value - reference) <= 1e-15)
        }
    }

    @Test func staysFiniteForHugeOutputs() {
        #expect(Softmax.probabilities([1e30, -1e30]) == [1, 0])
    }

}
