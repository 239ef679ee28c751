import Foundation
import Testing

/// What machines read, and what happens where nobody reads on.
@Suite struct OutputTests {
    @Test func doctorSaysWhetherItsSelfTestPassed() throws {
        let result = try Command.cine("doctor", "--json", "--threads", "1")
        #expect(result.status == 0 && result.output.contains("\"self_test\":\"passed\""), "\(result.output)")
    }

    @Test func aClosedPipeIsNoMessage() throws {
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        let result = try Command.run(["doctor", "--threads", "1"], output: pipe.fileHandleForWriting)
        #expect(result.status == 74 && result.errors.isEmpty, "\(result.errors)")
    }
}
