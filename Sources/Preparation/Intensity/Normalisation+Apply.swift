import Tensors

extension Normalisation {
    /// Brings finite frames to the common scale.
    ///
    /// Frames whose values are all equal, but for rounding, become zeros where statistics would divide by nothing.
    ///
    /// - Parameter greatest: what `scale` maps to 0 and to 1.
    /// - Returns: a warning where the frames are constant.
    func apply(to frames: inout Tensor, scale: ClosedRange<Float>) -> PreparationWarning? {
        let (least, greatest) = frames.range
        let isConstant = greatest - least <= 8 * Float.ulpOfOne * max(abs(least), abs(greatest))
        switch self {
        case .none:
            break
        case .scale:
            frames.rescale(from: Double(scale.lowerBound), by: Double(scale.upperBound) - Double(scale.lowerBound))
        case .fixed(let scale):
            frames.rescale(from: scale.mean, by: scale.deviation)
        case _ where isConstant:
            frames = Tensor(shape: frames.shape)
        case .minMax:
            frames.rescale(from: Double(least), by: Double(greatest) - Double(least))
        case .zScore:
            let (mean, deviation) = frames.moments
            frames.rescale(from: mean, by: deviation)
        case .percentile(let low, let high):
            var elements = frames.elements
            var (from, to) = (Self.percentile(low, of: &elements), Self.percentile(high, of: &elements))
            if from == to { (from, to) = (least, greatest) }
            frames.clamp(to: IntensityWindow(low: from, high: to))
            frames.rescale(from: Double(from), by: Double(to) - Double(from))
        }
        return isConstant ? .constant(value: least) : nil
    }

    /// The percentile of values, linear between neighbours (numpy's default); moves the values about.
    private static func percentile(_ percent: Double, of values: inout [Float]) -> Float {
        let place = percent / 100 * Double(values.count - 1)
        let index = min(Int(place), values.count - 1)
        let next = min(index + 1, values.count - 1)
        let (low, high) = (Double(values.select(index)), Double(values.select(next)))
        return Float(low + (high - low) * (place - Double(index)))
    }
}

extension Tensor {
    /// The mean and the population's standard deviation, summed in double precision.
    var moments: (mean: Double, deviation: Double) {
        withUnsafeElements { elements in
            let count = Double(max(elements.count, 1))
            var sum = 0.0
            for value in elements { sum += Double(value) }
            let mean = sum / count
            var squares = 0.0
            for value in elements { squares += (Double(value) - mean) * (Double(value) - mean) }
            return (mean, (squares / count).squareRoot())
        }
    }

    /// Subtracts each channel's origin and divides by its unit; lists of one hold for all channels.
    fileprivate mutating func rescale(from origins: [Double], by units: [Double]) {
        let channels = shape[3]
        withUnsafeMutableElements { elements in
            for index in elements.indices {
                let channel = index % channels
                elements[index] = Float(
                    (Double(elements[index]) - origins[origins.count == 1 ? 0 : channel])
                        / units[units.count == 1 ? 0 : channel])
            }
        }
    }

    /// Subtracts `origin` and divides by `unit`.
    mutating func rescale(from origin: Double, by unit: Double) {
        let factor = 1 / unit
        withUnsafeMutableElements { elements in
            for index in elements.indices {
                elements[index] = Float((Double(elements[index]) - origin) * factor)
            }
        }
    }
}
