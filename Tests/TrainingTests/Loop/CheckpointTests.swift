import Networks
import RunFolders
import SystemPackage
import Tensors
import TestFolders
import Testing

@testable import Training

@Suite struct CheckpointTests {
    private func checkpoint() throws -> Checkpoint {
        var position = Checkpoint.Position(identity: "ab", epochs: 1, steps: 3, updates: 9, lossSum: 0.1 + 0.2)
        position.history = [HistoryRow(epoch: 1, learningRate: 1e-3, trainLoss: 1.0 / 3, tuningLoss: 0.7)]
        var optimizer = Weights()
        optimizer["first.a"] = Tensor(shape: [2], elements: [1, -2])
        let weights = try ModelExamples.model().weights
        return Checkpoint(position: position, weights: weights, optimizer: optimizer, average: optimizer)
    }

    @Test func comesBackFromItsFile() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending("last.safetensors")
            let written = try checkpoint()
            try written.write(to: path)
            let read = try #require(try Checkpoint.read(from: path))
            #expect(read.position == written.position)
            #expect(read.weights == written.weights)
            #expect(read.optimizer == written.optimizer)
            #expect(read.average == written.average)
        }
    }

    @Test func isNilWhereThereIsNone() throws {
        try withTemporaryFolder { folder in
            let checkpoint = try Checkpoint.read(from: folder.appending("last.safetensors"))
            #expect(checkpoint == nil)
        }
    }

    @Test func refusesDamage() throws {
        try withTemporaryFolder { folder in
            let path = folder.appending("last.safetensors")
            try checkpoint().write(to: path)
            let bytes = try WholeFile.bytes(at: path)
            try AtomicFile.write(Array(bytes.dropLast(5)), to: path)
            #expect(throws: TrainingError.self) { try Checkpoint.read(from: path) }
            var impossible = try checkpoint()
            impossible.position.epochs = 5
            try impossible.write(to: path)
            let error = #expect(throws: TrainingError.self) { try Checkpoint.read(from: path) }
            #expect(error?.description.contains("it does not say where the training stood") == true)
        }
    }
}
