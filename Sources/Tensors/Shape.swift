/// The extents of a tensor's axes, outermost first.
public struct Shape: Hashable, Codable, Sendable {
    /// One extent for each axis; each is at least zero.
    public let extents: [Int]

    public init(_ extents: [Int]) {
        precondition(extents.allSatisfy { $0 >= 0 }, "an extent is negative: \(extents)")
        self.extents = extents
    }

    /// The number of axes.
    public var rank: Int { extents.count }

    /// The number of elements: the product of the extents, 1 for a scalar.
    public var count: Int { extents.reduce(1, *) }

    /// The extent of one axis.
    public subscript(axis: Int) -> Int { extents[axis] }
}

extension Shape: ExpressibleByArrayLiteral {
    public init(arrayLiteral extents: Int...) {
        self.init(extents)
    }
}

extension Shape: CustomStringConvertible {
    /// The extents joined by `×`, as in `4×16×128×128`.
    public var description: String {
        extents.isEmpty ? "scalar" : extents.map(String.init).joined(separator: "×")
    }
}
