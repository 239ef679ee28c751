/// A probability in equal steps from the whole scan to nothing (deletion) or back (insertion).
public struct FaithfulnessCurve: Codable, Sendable, Hashable {
    /// As in “deletion”.
    public var title: String
    /// The target's probability at each step, in the map's order.
    public var values: [Double]
    /// The same in random order; empty where it was not measured.
    public var random: [Double]

    public init(title: String, values: [Double], random: [Double] = []) {
        (self.title, self.values, self.random) = (title, values, random)
    }
}
