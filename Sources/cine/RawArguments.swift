import ArgumentParser
import Imaging
import Imaging
import SystemPackage

/// The command line by its bytes: names of files need not be UTF-8, and Swift's own list of arguments repairs them.
///
/// Bytes that are not UTF-8 become private-use characters U+10FF00 + byte on the way into the parser and bytes again in a
/// `FilePath`; those characters themselves, where somebody uses them, travel byte by byte.
enum RawArguments {
    private static let base: UInt32 = 0x10FF00

    /// The arguments after the command's name.
    static var all: [String] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            CommandLine.unsafeArgv[index].map { start in
                var count = 0
                while start[count] != 0 { count += 1 }
                return text(of: UnsafeBufferPointer(start: start, count: count).map { UInt8(bitPattern: $0) })
            }
        }
    }

    /// A text that holds any bytes.
    static func text(of bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        var rest = Array(bytes)[...]
        while let first = rest.first {
            let count = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            let scalars = String(validating: rest.prefix(count), as: UTF8.self)?.unicodeScalars
            if let scalar = scalars?.first, scalars?.count == 1, scalar.value < base {
                text.append(scalar)
                rest = rest.dropFirst(count)
            } else if let escaped = Unicode.Scalar(base + UInt32(first)) {
                text.append(escaped)
                rest = rest.dropFirst()
            }
        }
        return String(text)
    }

    /// The bytes that a text stands for.
    static func bytes(of text: String) -> [UInt8] {
        text.unicodeScalars.flatMap { scalar -> [UInt8] in
            if let byte = UInt8(exactly: scalar.value &- base), byte >= 0x80 { return [byte] }
            return Array(String(scalar).utf8)
        }
    }
}

/// A path given as an argument.
struct ScanPath: ExpressibleByArgument {
    let path: FilePath

    /// - Throws: `ValidationError` for a path that is not UTF-8: such bytes cannot be handed on to another process.
    func refuseBytes() throws {
        guard FilePath(path.string) != path else { return }
        throw ValidationError(
            "\(path.printable) is not UTF-8 and cannot be handed on to the processes that train; rename it, or make a link to it"
        )
    }

    init?(argument: String) {
        guard !argument.isEmpty else { return nil }
        path = FilePath(bytes: RawArguments.bytes(of: argument))
    }
}
