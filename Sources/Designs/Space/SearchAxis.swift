import Foundation

/// One thing that a search varies.
public struct SearchAxis: Hashable, Sendable {
    public var name: String
    public var scale: Scale
    /// When the axis counts; nil is always.
    public var condition: Condition?

    /// The values of an axis.
    public enum Scale: Hashable, Sendable {
        /// One of so many things without an order.
        case options(Int)
        case integers(ClosedRange<Int>)
        case uniform(ClosedRange<Double>)
        /// Evenly spread logarithms; both ends are positive.
        case logUniform(ClosedRange<Double>)
    }

    /// The axis counts only where an earlier axis has one of these values.
    public struct Condition: Hashable, Sendable {
        /// The place of the other axis in the space.
        public var axis: Int
        public var values: Set<Value>

        public init(axis: Int, values: Set<Value>) {
            (self.axis, self.values) = (axis, values)
        }
    }

    /// A value of an axis.
    public enum Value: Hashable, Sendable {
        case option(Int)
        case integer(Int)
        case number(Double)
    }

    public init(name: String, scale: Scale, condition: Condition? = nil) {
        (self.name, self.scale, self.condition) = (name, scale, condition)
    }
}

extension SearchAxis {
    /// The value at a coordinate from 0 to 1: options and integers have equal shares of it, so that a continuous position
    /// is rounded to the share that it lies in.
    func value(at coordinate: Double) -> Value {
        let share = min(max(coordinate, 0), 1)
        switch scale {
        case .options(let count): return .option(Self.step(share, of: count))
        case .integers(let range): return .integer(range.lowerBound + Self.step(share, of: range.count))
        case .uniform(let range): return .number(range.lowerBound + share * (range.upperBound - range.lowerBound))
        case .logUniform(let range):
            let (low, high) = (log(range.lowerBound), log(range.upperBound))
            return .number(min(max(exp(low + share * (high - low)), range.lowerBound), range.upperBound))
        }
    }

    /// The coordinate of a value: the middle of its share.
    func coordinate(of value: Value) -> Double {
        switch (scale, value) {
        case (.options(let count), .option(let option)): (Double(option) + 0.5) / Double(count)
        case (.integers(let range), .integer(let number)):
            (Double(number - range.lowerBound) + 0.5) / Double(range.count)
        case (.uniform(let range), .number(let number)):
            range.lowerBound == range.upperBound
                ? 0.5 : (number - range.lowerBound) / (range.upperBound - range.lowerBound)
        case (.logUniform(let range), .number(let number)):
            range.lowerBound == range.upperBound
                ? 0.5 : log(number / range.lowerBound) / log(range.upperBound / range.lowerBound)
        default: 0.5
        }
    }

    /// How many values there are; nil for a continuous axis.
    public var count: Int? {
        switch scale {
        case .options(let count): count
        case .integers(let range): range.count
        case .uniform(let range), .logUniform(let range): range.lowerBound == range.upperBound ? 1 : nil
        }
    }

    private static func step(_ share: Double, of count: Int) -> Int { min(Int(share * Double(count)), count - 1) }
}
