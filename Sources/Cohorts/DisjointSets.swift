/// Members `0..<count` that are joined step by step into sets; a set is known by its smallest member.
struct DisjointSets {
    private var parents: [Int]

    /// Every member a set of its own.
    init(count: Int) {
        parents = Array(0..<count)
    }

    /// The smallest member of the set that `member` is in.
    mutating func root(of member: Int) -> Int {
        var member = member
        while parents[member] != member {
            parents[member] = parents[parents[member]]
            member = parents[member]
        }
        return member
    }

    /// Makes one set of those that the two members are in.
    mutating func join(_ one: Int, _ other: Int) {
        let (first, second) = (root(of: one), root(of: other))
        parents[max(first, second)] = min(first, second)
    }
}
