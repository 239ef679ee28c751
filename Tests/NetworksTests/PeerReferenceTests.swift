import Testing

@testable import Networks

/// The measured workloads against float64 PyTorch; skipped where the references are not at hand.
@Suite(.serialized) struct PeerReferenceTests {
    static let present = [Workload.W1, .W3].filter { PeerReference($0) != nil }

    @Test(
        .enabled(if: !present.isEmpty, "no ../shared/peers/models/W*.ref.bin"),
        arguments: zip([Workload.W1, .W3], [3e-3, 1e-3]))
    func training(_ workload: Workload, tolerance: Double) throws {
        let reference = try #require(PeerReference(workload))
        let plan = try Plan(
            workload.architecture, input: workload.input, batch: workload.batch, mode: .train, threads: 2)
        try plan.load(try reference.weights(for: workload))
        try reference.setInput(of: plan)
        let loss = try plan.trainStep(labels: reference["y"].map { Int($0) }, dropoutSeed: 0)
        let expected = Double(reference["loss"][0])
        #expect(abs(Double(loss) - expected) / expected <= 1e-6)
        #expect(relativeError(plan.logits, reference["logits"]) <= 1e-5)
        for (entry, expected) in zip(try plan.gradients().entries, reference.parameters("g.")) {
            let error = relativeError(entry.tensor.elements, expected)
            #expect(error <= tolerance, "\(entry.name)")
        }
    }

    @Test(.enabled(if: !present.isEmpty, "no ../shared/peers/models/W*.ref.bin"), arguments: [Workload.W1, .W3])
    func inference(_ workload: Workload) throws {
        let reference = try #require(PeerReference(workload))
        let plan = try Plan(
            workload.architecture, input: workload.input, batch: workload.batch, mode: .infer, threads: 2)
        try plan.load(try reference.weights(for: workload))
        try reference.setInput(of: plan)
        for _ in 0..<2 {
            try plan.infer()
            #expect(relativeError(plan.logits, reference["infer_logits"]) <= 1e-5)
        }
    }
}
