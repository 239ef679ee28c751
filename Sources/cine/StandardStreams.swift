import Foundation
import SystemPackage

/// Why results could not be printed.
struct OutputError: Error, CustomStringConvertible {
    let code: Errno

    /// Whether the reader has closed the pipe, as `head` does when it has seen enough.
    var isClosedPipe: Bool { code == .brokenPipe }

    var description: String { "standard output cannot be written: \(code)" }
}

/// Standard output for results and standard error for people; a failure of either is never a trap.
enum StandardStreams {
    /// Opens the null device in place of a standard stream that the caller has closed, so that no file of ours takes
    /// its number, and lets writing fail with an error rather than a signal.
    static func prepare() {
        while case let descriptor = open("/dev/null", O_RDWR), descriptor >= 0 {
            if descriptor > STDERR_FILENO {
                close(descriptor)
                break
            }
        }
        for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    }

    /// Prints one line of results.
    static func print(_ line: String) throws {
        do {
            _ = try FileDescriptor.standardOutput.writeAll((line + "\n").utf8)
        } catch {
            throw OutputError(code: (error as? Errno) ?? .ioError)
        }
    }

    /// Tells a person something; nobody can be told where that fails.
    static func tell(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
