/// Which frames of a scan are taken.
public enum FrameChoice: String, Codable, Hashable, Sendable, CaseIterable {
    /// Every frame; `frames` is then not named.
    case all
    /// The frames in the middle of `frames` equal parts.
    case even
    /// `frames` neighbours in the middle.
    case centre

    /// The frames to take, as indices below `available`, in order.
    ///
    /// Where fewer are available than asked for, both choices repeat frames evenly.
    ///
    /// - Parameters:
    ///   - count: how many to take; nil takes all.
    ///   - available: how many there are, at least 1.
    func indices(count: Int?, of available: Int) -> [Int] {
        guard let count, self != .all else { return Array(0..<available) }
        if self == .centre, count <= available {
            let first = (available - count) / 2
            return Array(first..<first + count)
        }
        return (0..<count).map { index in (2 * index + 1) * available / (2 * count) }
    }
}
