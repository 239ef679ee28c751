/// The epoch whose weights become the model.
public enum KeptEpoch: String, CaseIterable, Hashable, Codable, Sendable {
    /// The one with the best figure on the tuning part; the last one where there is no such part.
    case best

    /// The last one that was trained. Where the learning rate has been annealed it is often the better choice than the
    /// best of many epochs on a small tuning part.
    case last
}
