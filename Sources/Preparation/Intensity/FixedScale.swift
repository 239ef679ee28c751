/// A common scale that does not depend on the scan: each channel minus a mean, over a deviation, in the scan's own units.
///
/// Pretrained networks need the one that they were trained with, such as ImageNet's for red, green and blue.
public struct FixedScale: Hashable, Sendable {
    /// One number for all channels, or one for each.
    public var mean: [Double]
    public var deviation: [Double]

    public init(mean: [Double], deviation: [Double]) {
        self.mean = mean
        self.deviation = deviation
    }

    /// Why the scale cannot be used for frames of so many channels; nil where it can.
    func problem(channels: Int) -> String? {
        for (key, values) in [("mean", mean), ("deviation", deviation)] where values.count != 1 {
            guard values.count == channels else {
                return "\(key) has \(values.count) numbers, but frames have \(channels) channels"
            }
        }
        guard mean.allSatisfy(\.isFinite), deviation.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            return "means are finite numbers and deviations positive ones"
        }
        return nil
    }
}

extension FixedScale: Codable {
    private enum CodingKeys: String, CodingKey {
        case mean, deviation
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        mean = try container.numbers(.mean)
        deviation = try container.numbers(.deviation)
    }
}

extension KeyedDecodingContainer {
    /// One number, or a list of them.
    fileprivate func numbers(_ key: Key) throws -> [Double] {
        if let number = try? decode(Double.self, forKey: key) { return [number] }
        return try decode([Double].self, forKey: key)
    }
}
