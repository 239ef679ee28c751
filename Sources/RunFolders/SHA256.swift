/// The SHA-256 hash (FIPS 180-4) of bytes that arrive in pieces.
public struct SHA256: Sendable {
    private var state: InlineArray<8, UInt32> = [
        0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    private var pending: [UInt8] = []
    private var length: UInt64 = 0

    public init() {}

    /// Takes the next bytes of the message.
    public mutating func update(_ bytes: Span<UInt8>) {
        length += UInt64(bytes.count)
        var start = 0
        if !pending.isEmpty {
            start = min(64 - pending.count, bytes.count)
            for index in 0..<start { pending.append(bytes[index]) }
            guard pending.count == 64 else { return }
            let block = pending
            pending.removeAll(keepingCapacity: true)
            compress(block.span)
        }
        let whole = (bytes.count - start) / 64 * 64
        if whole > 0 { compress(bytes.extracting(start..<start + whole)) }
        for index in start + whole..<bytes.count { pending.append(bytes[index]) }
    }

    /// The hash of everything taken so far; the receiver may take more afterwards.
    public func digest() -> SHA256Digest {
        var last = self
        var padding: [UInt8] = [0x80]
        padding.append(contentsOf: repeatElement(0, count: (119 - pending.count) % 64))
        padding.append(contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: (length &* 8) >> (56 - 8 * $0)) })
        last.update(padding.span)
        return SHA256Digest(words: (0..<8).map { last.state[$0] })
    }

    /// The hash of `bytes`.
    public static func digest(of bytes: some Collection<UInt8>) -> SHA256Digest {
        var hash = SHA256()
        hash.update(Array(bytes).span)
        return hash.digest()
    }

    /// Runs the compression function over `blocks`, a multiple of 64 bytes.
    private mutating func compress(_ blocks: Span<UInt8>) {
        var schedule = InlineArray<64, UInt32>(repeating: 0)
        for start in stride(from: 0, to: blocks.count, by: 64) {
            for word in 0..<16 {
                let byte = start &+ 4 &* word
                schedule[word] =
                    UInt32(blocks[byte]) << 24 | UInt32(blocks[byte &+ 1]) << 16
                    | UInt32(blocks[byte &+ 2]) << 8 | UInt32(blocks[byte &+ 3])
            }
            for word in 16..<64 {
                let early = schedule[word &- 15]
                let late = schedule[word &- 2]
                let first = Self.rotate(early, 7) ^ Self.rotate(early, 18) ^ (early >> 3)
                let second = Self.rotate(late, 17) ^ Self.rotate(late, 19) ^ (late >> 10)
                schedule[word] = schedule[word &- 16] &+ first &+ schedule[word &- 7] &+ second
            }
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            var (e, f, g, h) = (state[4], state[5], state[6], state[7])
            for round in 0..<64 {
                let sum1 = Self.rotate(e, 6) ^ Self.rotate(e, 11) ^ Self.rotate(e, 25)
                let choice = (e & f) ^ (~e & g)
                let first = h &+ sum1 &+ choice &+ roundConstants[round] &+ schedule[round]
                let sum0 = Self.rotate(a, 2) ^ Self.rotate(a, 13) ^ Self.rotate(a, 22)
                let majority = (a & b) ^ (a & c) ^ (b & c)
                (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ sum0 &+ majority)
            }
            state[0] &+= a
            state[1] &+= b
            state[2] &+= c
            state[3] &+= d
            state[4] &+= e
            state[5] &+= f
            state[6] &+= g
            state[7] &+= h
        }
    }

    private static func rotate(_ value: UInt32, _ bits: UInt32) -> UInt32 {
        (value &>> bits) | (value &<< (32 &- bits))
    }
}

/// A SHA-256 hash.
public struct SHA256Digest: Hashable, Sendable {
    /// Eight words, the most significant first.
    let words: [UInt32]

    /// The first 64 bits as a number, evenly distributed over all of `UInt64`.
    public var leadingBits: UInt64 { UInt64(words[0]) << 32 | UInt64(words[1]) }

    /// The 32 bytes, the most significant of each word first.
    public var bytes: [UInt8] {
        words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } }
    }
}

extension SHA256Digest: CustomStringConvertible {
    /// 64 lowercase hexadecimal digits.
    public var description: String {
        words.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
private let roundConstants: InlineArray<64, UInt32> = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4, 0xAB1C_5ED5,
    0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE, 0x9BDC_06A7, 0xC19B_F174,
    0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F, 0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA,
    0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7, 0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967,
    0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC, 0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85,
    0xA2BF_E8A1, 0xA81A_664B, 0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070,
    0x19A4_C116, 0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7, 0xC671_78F2,
]
