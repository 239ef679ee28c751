/// A prototype of the training cohort's features near the scan's.
public struct PrototypeMatch: Codable, Sendable, Hashable {
    /// A class and how many training scans of it lie nearest to the prototype.
    public struct ClassCount: Codable, Sendable, Hashable {
        public var name: String
        public var count: Int

        public init(_ name: String, _ count: Int) {
            (self.name, self.count) = (name, count)
        }
    }

    /// The prototype's number in the model, from 0.
    public var number: Int
    /// The distance of the scan's feature to it.
    public var distance: Double
    /// In the model's order of classes.
    public var counts: [ClassCount]
    /// A training scan close to it, where the cohort was given.
    public var example: PixelImage?

    public init(number: Int, distance: Double, counts: [ClassCount], example: PixelImage? = nil) {
        (self.number, self.distance, self.counts, self.example) = (number, distance, counts, example)
    }
}
