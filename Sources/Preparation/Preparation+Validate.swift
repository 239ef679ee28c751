extension Preparation {
    /// The greatest number of frames, rows or columns that may be asked for.
    static let longestSide = 1 << 16

    /// Checks that every setting is possible, alone and beside the others.
    ///
    /// - Throws: `PreparationError.setting`, which names the key.
    public func validate() throws(PreparationError) {
        if let (key, value, requirement) = firstImpossible {
            throw .setting(key: key, value: value, requirement: requirement)
        }
    }

    /// The first setting that is not possible, its value, and what would be.
    var firstImpossible: (key: String, value: String, requirement: String)? {
        let sides = 1...Self.longestSide
        if let frames, !sides.contains(frames) {
            return ("frames", "\(frames)", "a sequence has 1 to \(Self.longestSide) frames")
        }
        if frames != nil, frameChoice == .all {
            return (
                "frameChoice", "all",
                "a number of frames is asked for; write even or centre, or leave preparation.frames out"
            )
        }
        for (key, side) in [("size", size), ("crop", crop)] {
            if let side, !sides.contains(side.height) || !sides.contains(side.width) {
                return (key, "\(side)", "there are 1 to \(Self.longestSide) rows and columns")
            }
        }
        if size == nil, fit != .stretch {
            return ("fit", fit.rawValue, "it has no effect without preparation.size")
        }
        if let spacing, !spacing.millimetres.allSatisfy({ $0 >= 0.001 && $0 <= 10_000 }) {
            return ("spacing", "\(spacing)", "a voxel is 0.001 to 10000 mm wide")
        }
        if let window, !(window.low < window.high && window.low.isFinite && window.high.isFinite) {
            return ("window", "\(window)", "the low end must lie below the high end")
        }
        if case .percentile(let low, let high) = normalise, !(low >= 0 && low < high && high <= 100) {
            return ("normalise", "\(normalise)", "percentiles lie between 0 and 100, the low one first")
        }
        if case .fixed(let scale) = normalise, let problem = scale.problem(channels: channels) {
            return ("normalise", "\(normalise)", problem)
        }
        if channels != 1, channels != 3 {
            return ("channels", "\(channels)", "write 1 for grey or 3 for red, green and blue")
        }
        return nil
    }
}
