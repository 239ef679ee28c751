import Testing

@testable import RunFolders

@Suite struct SHA256Tests {
    /// Messages of FIPS 180-4's examples; the hashes are those of Python's `hashlib.sha256`.
    @Test(arguments: [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
    func hashesTheStandardsExamples(piece: String, repeats: Int, expected: String) {
        #expect(SHA256.digest(of: String(repeating: piece, count: repeats).utf8).description == expected)
    }

    @Test func piecesGiveTheHashOfTheWhole() {
        let message = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let whole = SHA256.digest(of: message)
        for size in [1, 7, 55, 56, 63, 64, 65, 128, 999] {
            var hash = SHA256()
            for start in stride(from: 0, to: message.count, by: size) {
                hash.update(message.span.extracting(start..<min(start + size, message.count)))
            }
            #expect(hash.digest() == whole, "pieces of \(size)")
        }
    }

    @Test func leadingBitsAreTheFirstEightBytes() {
        #expect(SHA256.digest(of: "abc".utf8).leadingBits == 0xBA78_16BF_8F01_CFEA)
    }
}
