import Testing

@testable import cine

@Suite struct RawArgumentsTests {
    @Test func bytesThatAreNotUTF8ComeBack() {
        let names: [[UInt8]] = [
            Array("plain.png".utf8), Array("é日🩻".utf8), [0x62, 0xFF, 0xFE, 0x2E], [0xC3], [0xE2, 0x82],
            [0xED, 0xA0, 0x80],
            [0xF4, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], Array(UInt8(0x80)...0xFF),
        ]
        for name in names {
            let text = RawArguments.text(of: name)
            #expect(RawArguments.bytes(of: text) == name)
            #expect(ScanPath(argument: text)?.path.bytes == name)
        }
        #expect(RawArguments.text(of: names[1]) == "é日🩻")
        #expect(ScanPath(argument: "") == nil)
    }
}
