/// The Sobol sequence in base 2 with the direction numbers of Joe and Kuo (2008), in Gray code order (Antonov and Saleev
/// 1979), beginning with the point of zeros.
struct SobolSequence {
    /// The most axes of a sequence.
    static let axisLimit = primitives.count + 1

    /// V of each axis: 32 direction numbers, the first bit at the left.
    private let directions: [[UInt32]]
    private var point: [UInt32]
    private var index: UInt64 = 0

    init(axes: Int) {
        directions = (0..<axes).map(Self.directions)
        point = [UInt32](repeating: 0, count: axes)
    }

    /// The next point; a coordinate is the number · 2⁻³².
    mutating func next() -> [UInt32] {
        defer {
            let bit = min((~index).trailingZeroBitCount, 31)
            for axis in point.indices { point[axis] ^= directions[axis][bit] }
            index += 1
        }
        return point
    }

    /// m_j = 2 a₁ m_{j−1} ⊕ 4 a₂ m_{j−2} ⊕ … ⊕ 2ˢ m_{j−s} ⊕ m_{j−s}, V_j = m_j 2^{32−j} (Joe and Kuo 2008, eq. 2).
    private static func directions(ofAxis axis: Int) -> [UInt32] {
        guard axis > 0 else { return (0..<32).map { 1 << (31 - $0) } }
        let (polynomial, first) = primitives[axis - 1]
        var numbers = first
        for place in first.count..<32 {
            let degree = first.count
            var number = numbers[place - degree]
            for step in 1...degree where polynomial >> (degree - step) & 1 == 1 {
                number ^= numbers[place - step] << step
            }
            numbers.append(number)
        }
        return numbers.enumerated().map { UInt32(truncatingIfNeeded: $1 << (31 - UInt64($0))) }
    }

    /// For each axis but the first a primitive polynomial, its coefficients as bits, and m₁, m₂, …
    private static let primitives: [(polynomial: UInt64, first: [UInt64])] = [
        (3, [1]),
        (7, [1, 3]),
        (11, [1, 3, 1]),
        (13, [1, 1, 1]),
        (19, [1, 1, 3, 3]),
        (25, [1, 3, 5, 13]),
        (37, [1, 1, 5, 5, 17]),
        (41, [1, 1, 5, 5, 5]),
        (47, [1, 1, 7, 11, 19]),
        (55, [1, 1, 5, 1, 1]),
        (59, [1, 1, 1, 3, 11]),
        (61, [1, 3, 5, 5, 31]),
        (67, [1, 3, 3, 9, 7, 49]),
        (91, [1, 1, 1, 15, 21, 21]),
        (97, [1, 3, 1, 13, 27, 49]),
        (103, [1, 1, 1, 15, 7, 5]),
        (109, [1, 3, 1, 15, 13, 25]),
        (115, [1, 1, 5, 5, 19, 61]),
        (131, [1, 3, 7, 11, 23, 15, 103]),
        (137, [1, 3, 7, 13, 13, 15, 69]),
        (143, [1, 1, 3, 13, 7, 35, 63]),
        (145, [1, 3, 5, 9, 1, 25, 53]),
        (157, [1, 3, 1, 13, 9, 35, 107]),
        (167, [1, 3, 1, 5, 27, 61, 31]),
        (171, [1, 1, 5, 11, 19, 41, 61]),
        (185, [1, 3, 5, 3, 3, 13, 69]),
        (191, [1, 1, 7, 13, 1, 19, 1]),
        (193, [1, 3, 7, 5, 13, 19, 59]),
        (203, [1, 1, 3, 9, 25, 29, 41]),
        (211, [1, 3, 5, 13, 23, 1, 55]),
        (213, [1, 3, 7, 3, 13, 59, 17]),
    ]
}
