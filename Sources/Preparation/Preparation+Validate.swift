extension Preparation {
    /// Checks that every setting is possible, alone and beside the others.
    ///
    /// - Throws: `PreparationError.setting`, which names the key.
    public func validate() throws(PreparationError) {
        if let frames {
            try require(
                frames >= 1 && frames <= Self.longestSide, "frames", "\(frames)",
                "a sequence has 1 to \(Self.longestSide) frames")
        }
        try require(
            frames == nil || frameChoice != .all, "frameChoice", "all",
            "a number of frames is asked for; write even or centre, or leave preparation.frames out")
        for (key, side) in [("size", size), ("crop", crop)] {
            guard let side else { continue }
            try require(side.height >= 1 && side.width >= 1, key, "\(side)", "rows and columns are at least 1")
            try require(
                side.height <= Self.longestSide && side.width <= Self.longestSide, key, "\(side)",
                "rows and columns are at most \(Self.longestSide)")
        }
        try require(
            size != nil || fit == .stretch, "fit", fit.rawValue, "it has no effect without preparation.size")
        if let spacing {
            try require(
                spacing.millimetres.allSatisfy { $0 > 0 && $0.isFinite }, "spacing", "\(spacing)",
                "millimetres are positive numbers")
        }
        if let window {
            try require(
                window.low.isFinite && window.high.isFinite && window.low < window.high, "window", "\(window)",
                "the low end must lie below the high end")
        }
        if case .percentile(let low, let high) = normalise {
            try require(
                low >= 0 && low < high && high <= 100, "normalise", "\(normalise)",
                "percentiles lie between 0 and 100, the low one first")
        }
        try require(
            channels == 1 || channels == 3, "channels", "\(channels)",
            "write 1 for grey or 3 for red, green and blue")
    }

    /// The greatest number of rows or columns that may be asked for.
    static let longestSide = 1 << 16

    private func require(
        _ isPossible: Bool, _ key: String, _ value: String, _ requirement: String
    ) throws(PreparationError) {
        if !isPossible { throw .setting(key: key, value: value, requirement: requirement) }
    }
}
