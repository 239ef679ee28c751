import Foundation
import Kernels
import Networks
import Tensors

/// What a build can do on this machine, and whether its engine computes rightly: the result of `cine doctor`.
public struct Diagnosis: Encodable, Sendable {
    public var cine = CineVersion.current
    public var engine = "oneDNN \(EngineVersion.library)"
    public var instructionSet = EngineVersion.instructionSet
    /// Which version of Cine's own kernels runs here.
    public var ownKernels = EngineVersion.ownKernels
    public var operatingSystem = ProcessInfo.processInfo.operatingSystemVersionString
    public var cores = ProcessInfo.processInfo.activeProcessorCount
    public var threads: Int
    /// The formats that scans may have.
    public var formats = ["png", "jpeg", "nifti1", "nifti2", "frames"]
    /// Whether the engine `passed` or `failed` its self-test.
    public var selfTest: String
    /// What is wrong with the engine; nil when its self-test passes.
    public var problem: String?

    public var isHealthy: Bool { problem == nil }

    private enum CodingKeys: String, CodingKey {
        case cine, engine, cores, threads, formats, problem
        case instructionSet = "instruction_set"
        case ownKernels = "own_kernels"
        case operatingSystem = "operating_system"
        case selfTest = "self_test"
    }

    /// Examines this machine.
    public static func make(threads: Int) throws -> Diagnosis {
        let problem = try problem(threads: threads)
        return Diagnosis(threads: threads, selfTest: problem == nil ? "passed" : "failed", problem: problem)
    }

    /// Trains a small network twice: the loss must fall, and both trainings must agree in every bit.
    private static func problem(threads: Int) throws -> String? {
        let first = try losses(threads: threads)
        guard try losses(threads: threads) == first else { return "two equal trainings gave different losses" }
        guard let start = first.first, let end = first.last, end < start else {
            return "training does not lower the loss"
        }
        return nil
    }

    private static func losses(threads: Int) throws -> [Float] {
        let architecture = Architecture(layers: [
            .timeDistributed(
                TimeDistributed(layers: [
                    .convolution(Convolution(filters: 8)), .relu, .maxPool(MaxPool(size: 2)), .globalAveragePool,
                ])),
            .lstm(LSTM(units: 8)), .dense(Dense(units: 2)),
        ])
        let input = InputShape(frames: 3, height: 8, width: 8, channels: 1)
        let plan = try Plan(architecture, input: input, batch: 4, mode: .train, threads: threads)
        try plan.load(try Weights.initial(for: architecture, input: input, seed: 1))
        var generator = RandomGenerator(seed: 1)
        for place in 0..<4 {
            let values = (0..<3 * 64).map { _ in Float(generator.normal() + Double(place % 2)) }
            try plan.setInput(Tensor(shape: [3, 8, 8, 1], elements: values), at: place)
        }
        return try (1...20).map { step in
            let loss = try plan.trainStep(labels: [0, 1, 0, 1], dropoutSeed: UInt64(step))
            try plan.update(
                .adam(learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, step: step))
            return loss
        }
    }
}

extension Diagnosis {
    /// The diagnosis for people.
    public var lines: [String] {
        [
            "cine             \(cine)",
            "engine           \(engine), \(instructionSet)",
            "own kernels      \(ownKernels)",
            "system           \(operatingSystem), \(cores) cores, \(threads) threads used",
            "formats          \(formats.joined(separator: ", "))",
            "engine self-test \(problem ?? "passed")",
        ]
    }
}
