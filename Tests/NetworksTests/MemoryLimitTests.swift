import Kernels
import Testing

@testable import Networks

@Suite struct MemoryLimitTests {
    /// A model file may claim layers of any size; what the machine does not have is refused before it is touched.
    @Test func aPlanBeyondTheMachineIsRefused() throws {
        let side = 46_000
        let layers = [Layer](repeating: .dense(Dense(units: side)), count: MachineMemory.limit / (side * side * 4) + 1)
        let architecture = Architecture(layers: [.flatten] + layers)
        let input = InputShape(frames: 1, height: 1, width: side, channels: 1)
        let error = try #require(throws: PlanError.self) {
            try Plan(architecture, input: input, batch: 1, mode: .infer, threads: 1)
        }
        #expect("\(error)".contains("use a smaller batch, fewer or smaller frames"), "\(error)")
    }
}
