import Tensors

/// Positions that move together, coordinates from −1 to 1, and the best of all that were judged.
struct Population {
    var members: [[Double]]
    private(set) var losses: [Double]
    /// The best positions so far, the best first.
    private var elite: [(position: [Double], loss: Double)] = []

    private static let eliteSize = 3

    /// Draws and judges the first positions.
    ///
    /// - Parameter size: as many as the paper has; fewer where the budget would not let each of them move four times, but
    ///   at least four.
    init(size: Int, in trials: inout Trials, using generator: inout RandomGenerator) throws {
        let count = max(min(size, Int(trials.budget / 5)), 4)
        members = []
        for _ in 0..<count {
            var member: [Double] = []
            for _ in trials.space.axes { member.append(generator.uniform(-1...1)) }
            members.append(member)
        }
        losses = [Double](repeating: .infinity, count: count)
        for member in members.indices { try judge(member, in: &trials) }
    }

    /// Asks for the loss of a member where it stands.
    mutating func judge(_ member: Int, in trials: inout Trials) throws {
        losses[member] = try Self.loss(at: members[member], in: &trials)
        remember(members[member], loss: losses[member])
    }

    /// Moves a member if that lessens its loss.
    mutating func move(_ member: Int, to position: [Double], in trials: inout Trials) throws {
        let loss = try Self.loss(at: position, in: &trials)
        remember(position, loss: loss)
        if loss < losses[member] { (members[member], losses[member]) = (position, loss) }
    }

    /// The best positions so far, the best first; the same ones again where fewer were judged.
    func best(_ count: Int) -> [[Double]] {
        (0..<count).map { elite[min($0, elite.count - 1)].position }
    }

    /// Asks for the loss of a position that no member takes.
    mutating func probe(_ position: [Double], in trials: inout Trials) throws {
        remember(position, loss: try Self.loss(at: position, in: &trials))
    }

    static func clamped(_ coordinate: Double) -> Double { min(max(coordinate, -1), 1) }

    private static func loss(at position: [Double], in trials: inout Trials) throws -> Double {
        try trials.loss(at: position.map { ($0 + 1) / 2 })
    }

    private mutating func remember(_ position: [Double], loss: Double) {
        guard !elite.contains(where: { $0.position == position }) else { return }
        let place = elite.firstIndex { loss < $0.loss } ?? elite.count
        guard place < Self.eliteSize else { return }
        elite.insert((position, loss), at: place)
        if elite.count > Self.eliteSize { elite.removeLast() }
    }
}
