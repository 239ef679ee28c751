import Imaging
import SystemPackage

extension FilePath {
    /// The path as text for a table that must be valid UTF-8: each byte that is no UTF-8 stands as `\udcXX`.
    var rowText: String {
        let bytes = self.bytes
        var text = ""
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var position = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                text.unicodeScalars.append(Unicode.UTF8.decode(encoded))
                position += encoded.count
            case .error(let length):
                for byte in bytes[position..<position + length] { text += "\\udc" + String(byte, radix: 16) }
                position += length
            case .emptyInput:
                return text
            }
        }
    }
}
