import Tensors

extension Tensor {
    /// Replaces NaN and infinite elements by the least finite one.
    ///
    /// - Returns: how many there were, and what stands in their place; nil where there were none.
    /// - Throws: `PreparationError.nothingFinite` where no element is finite.
    mutating func replaceNonFinite() throws(PreparationError) -> PreparationWarning? {
        let total = count
        let (bad, least) = withUnsafeElements { elements in
            var (bad, least) = (0, Float.infinity)
            for value in elements {
                if value.isFinite {
                    least = min(least, value)
                } else {
                    bad += 1
                }
            }
            return (bad, least)
        }
        if bad == 0 { return nil }
        if bad == total { throw .nothingFinite(voxels: total) }
        withUnsafeMutableElements { elements in
            for index in elements.indices where !elements[index].isFinite { elements[index] = least }
        }
        return .notFinite(count: bad, of: total, replacement: least)
    }

    /// Clamps every element to a window.
    mutating func clamp(to window: IntensityWindow) {
        withUnsafeMutableElements { elements in
            for index in elements.indices {
                elements[index] = min(max(elements[index], window.low), window.high)
            }
        }
    }

    /// The least and the greatest element.
    var range: (least: Float, greatest: Float) {
        withUnsafeElements { elements in
            var (least, greatest) = (Float.infinity, -Float.infinity)
            for value in elements {
                least = value < least ? value : least
                greatest = value > greatest ? value : greatest
            }
            return (least, greatest)
        }
    }
}
