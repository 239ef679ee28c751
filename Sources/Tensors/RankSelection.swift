extension Array where Element == Float {
    /// The number that would stand at `rank` if the array were sorted; nothing that then stands before it is greater, nothing
    /// behind it less.
    ///
    /// Quickselect (Hoare 1961, Algorithm 65) with the median of three: linear time on average. Numbers that make it slow are
    /// sorted instead, so that a file cannot ask for more than n log n steps.
    ///
    /// - Precondition: `rank` is an index of the array.
    public mutating func select(_ rank: Int) -> Float {
        precondition(indices.contains(rank), "rank \(rank) of \(count)")
        withUnsafeMutableBufferPointer { numbers in
            var (low, high) = (0, numbers.count - 1)
            var rounds = 2 * (Int.bitWidth - numbers.count.leadingZeroBitCount)
            while low < high {
                guard rounds > 0 else { return numbers[low...high].sort() }
                rounds -= 1
                let pivot = Self.median(numbers[low], numbers[(low + high) / 2], numbers[high])
                var (left, right) = (low, high)
                while left <= right {
                    while numbers[left] < pivot { left += 1 }
                    while pivot < numbers[right] { right -= 1 }
                    guard left <= right else { break }
                    numbers.swapAt(left, right)
                    left += 1
                    right -= 1
                }
                if rank <= right { high = right } else if rank >= left { low = left } else { return }
            }
        }
        return self[rank]
    }

    private static func median(_ a: Float, _ b: Float, _ c: Float) -> Float {
        Swift.max(Swift.min(a, b), Swift.min(Swift.max(a, b), c))
    }
}
