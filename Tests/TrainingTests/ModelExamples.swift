import Networks
import Preparation
import Tensors

@testable import Training

/// A small model for tests: two frames of 4×4 pixels, two classes.
enum ModelExamples {
    static let input = InputShape(frames: 2, height: 4, width: 4, channels: 1)

    static func architecture() throws -> Architecture {
        try JSONText.decode(
            Architecture.self,
            from: """
                [{"timeDistributed": {"axis": "frames", "layers": [
                    {"convolution": {"filters": 3, "kernel": 3}}, "batchNormalization", "relu", "globalAveragePool"]}},
                 {"lstm": {"units": 4}}, {"dropout": 0.2}, {"dense": {"units": 2}}]
                """)
    }

    static func preparation() throws -> Preparation {
        try JSONText.decode(Preparation.self, from: #"{"frames": 2, "size": 4, "normalise": "none"}"#)
    }

    static func description() throws -> ModelDescription {
        ModelDescription(
            architecture: try architecture(), input: input, preparation: try preparation(),
            classes: ["absent", "present"], positiveClass: 1, framesInFolders: false,
            cohort: CohortFingerprint(sha256: "ab12", scans: 20, patients: 10, classCounts: [12, 8]),
            training: TrainingSettings(), cineVersion: "0.1.0")
    }

    static func model(seed: UInt64 = 1) throws -> ModelFile {
        let description = try description()
        let weights = try Weights.initial(for: description.architecture, input: input, seed: seed)
        return try ModelFile(description: description, weights: weights)
    }
}
