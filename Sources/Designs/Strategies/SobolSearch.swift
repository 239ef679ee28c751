import Tensors

/// Random search by a Sobol sequence, which fills the space more evenly than independent points (Bergstra and Bengio 2012,
/// section 2.3).
///
/// Each axis is shifted by random bits (Cranley and Patterson's rotation in base 2), so that seeds differ and no axis begins
/// at its lower end.
public struct SobolSearch: SearchStrategy {
    public static let word = "random"

    public init() {}

    public func choose(in trials: inout Trials, using generator: inout RandomGenerator) throws {
        var points = try ShiftedSobol(axes: trials.space.axes.count, using: &generator)
        for _ in 0..<Self.limit { _ = try trials.loss(at: points.next()) }
    }

    /// More points than any budget asks for; the sequence has 2³² before it repeats.
    private static let limit = 1 << 24
}

/// A Sobol sequence with random bits flipped, the same ones of each axis in every point.
struct ShiftedSobol {
    private var sequence: SobolSequence
    private let shifts: [UInt32]

    /// - Throws: `SearchError.tooManyAxes`.
    init(axes: Int, using generator: inout RandomGenerator) throws(SearchError) {
        guard axes <= SobolSequence.axisLimit else {
            throw .tooManyAxes(axes, strategy: SobolSearch.word, limit: SobolSequence.axisLimit)
        }
        sequence = SobolSequence(axes: axes)
        var shifts: [UInt32] = []
        for _ in 0..<axes { shifts.append(UInt32(truncatingIfNeeded: generator.next())) }
        self.shifts = shifts
    }

    /// The next point, each coordinate in the middle of its 2⁻³² step.
    mutating func next() -> [Double] {
        zip(sequence.next(), shifts).map { (Double($0 ^ $1) + 0.5) * 0x1p-32 }
    }
}
