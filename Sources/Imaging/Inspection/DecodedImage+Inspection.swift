extension DecodedImage {
    /// How often each sample value occurs.
    var histogram: [Int] {
        switch samples {
        case .bytes(let bytes):
            // Four tables, so that runs of one value do not wait for each other.
            var counts = [Int](repeating: 0, count: 4 * 256)
            bytes.withUnsafeBufferPointer { source in
                counts.withUnsafeMutableBufferPointer { counts in
                    for index in 0..<source.count { counts[(index & 3) << 8 | Int(source[index])] += 1 }
                }
            }
            return (0..<256).map { counts[$0] + counts[256 + $0] + counts[512 + $0] + counts[768 + $0] }
        case .words(let words):
            var counts = [Int](repeating: 0, count: 65536)
            for word in words { counts[Int(word)] += 1 }
            return counts
        }
    }

    /// One sample in row-major order.
    func sample(at index: Int) -> Double {
        switch samples {
        case .bytes(let bytes): Double(bytes[index])
        case .words(let words): Double(words[index])
        }
    }

    /// The mean Rec. 601 grey of the top-left 8×8 pixels, or of as many as there are.
    var topLeftGrey: Double {
        let (rows, columns) = (min(8, height), min(8, width))
        var sum = 0.0
        for row in 0..<rows {
            for column in 0..<columns {
                let pixel = (row * width + column) * channels
                sum +=
                    channels < 3
                    ? sample(at: pixel)
                    : 0.299 * sample(at: pixel) + 0.587 * sample(at: pixel + 1) + 0.114 * sample(at: pixel + 2)
            }
        }
        return sum / Double(rows * columns)
    }
}
