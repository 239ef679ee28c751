import Imaging
import SystemPackage

/// A place in a text file.
public struct TextPosition: Hashable, Sendable {
    public var file: FilePath
    /// The line, from 1.
    public var line: Int
    /// The character in the line, from 1.
    public var column: Int

    public init(file: FilePath, line: Int, column: Int) {
        (self.file, self.line, self.column) = (file, line, column)
    }
}

extension TextPosition: CustomStringConvertible {
    /// `file:line:column`, as editors and compilers write it.
    public var description: String { "\(file.printable):\(line):\(column)" }
}
